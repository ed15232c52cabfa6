# /gangguan: a superior notes what broke down at a desk.
disturbances-which-desk = At which desk did something break down?
disturbances-no-desk = Your offices have no desks yet. Ask your administrator to complete the list.
disturbances-desk = { $desk } · { $office }
disturbances-place = <b>{ $desk }</b>, { $office }
disturbances-which-day = When?
disturbances-today = Today: { $day }
disturbances-yesterday = Yesterday: { $day }
disturbances-what = What broke down? You may choose several; tap again to take one back.
disturbances-done = Done
disturbances-declared = Noted: <b>{ $causes }</b>. Thank you. It is named in Monday's digest, so that the week's figures are read fairly.
disturbances-none = Nothing is noted.
disturbances-other-desk = Another desk
disturbances-too-late = Only today and yesterday can be noted. Start again with /gangguan.
