# One thing to try: one a week, in turn within each situation, none again before all were used.

# No score yet: letting citizens know that they may rate.
tip-quiet-1 = Move the QR poster to where citizens see it at once when they sit down at the desk.
tip-quiet-2 = When the matter is done, say: “If you like, you can rate our service with this poster.”
tip-quiet-3 = Tell citizens that a rating carries no name and does not affect their matter.
tip-quiet-4 = Let citizens rate by themselves on their own phone. An honest rating is worth more to you than a nice one.
tip-quiet-5 = Check that the QR poster is clean and not hidden by folders, plants or stamps.
tip-quiet-6 = Remind citizens that rating takes two taps and can be done later at home.
tip-quiet-7 = Scan the QR poster with your phone from the citizen’s chair. If it is hard to read, ask for a new one.
tip-quiet-8 = Where a phone cannot scan, show the code to type under the QR picture.
tip-quiet-9 = Say your name at the start, so that citizens know whom they rate.

# Rising: keeping it and passing it on.
tip-rising-1 = Think of one new habit of the last weeks and write it down. That is what to keep.
tip-rising-2 = Tell a colleague one small thing that has worked at your desk lately.
tip-rising-3 = Pick your busiest hour. Keep the same way of serving in that hour.
tip-rising-4 = Ask a citizen: “What helped you most just now?” The answer is worth passing on.
tip-rising-5 = Put up the list of documents people ask for most, where citizens can read it easily.
tip-rising-6 = Invite a new colleague to sit beside you for half an hour, then change places.
tip-rising-7 = Save your strength: drink and take a breath between two citizens. Kindness needs rest too.
tip-rising-8 = Pick one step that still makes citizens ask. Find a simpler sentence for it.
tip-rising-9 = Thank a colleague who helps your desk run smoothly.

# Steady: everyday service.
tip-steady-1 = Greet first and say your name, then ask what the citizen needs.
tip-steady-2 = Before typing, look at the citizen for a moment and say what you are doing.
tip-steady-3 = Say at the start how long it will take. Waiting is easier when one knows until when.
tip-steady-4 = If papers are missing, write down which ones, so that the citizen has to come back only once.
tip-steady-5 = Close by asking: “Is there anything else I can do?” Wait for the answer before calling the next number.
tip-steady-6 = Replace one office term with an everyday word, such as “checked” for “verified”.
tip-steady-7 = Say in your own words what the citizen needs before you start. Misunderstandings show early.
tip-steady-8 = When the queue is long, let those waiting know they are seen: “Thank you for your patience.”
tip-steady-9 = If you have to refuse, give the reason and one step the citizen can still take.
tip-steady-10 = Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.
tip-steady-11 = If you must leave the desk, say for how long and who takes over.
tip-steady-12 = At the end, sum up in a sentence: what is done and what comes next.

# Falling: light, one thing only, and not alone.
tip-falling-1 = Note the days when the system, forms or devices failed, and tell your superior. That is not your fault.
tip-falling-2 = Choose just one thing this week: greet every citizen with a smile before asking for papers.
tip-falling-3 = Ask a colleague you trust to watch an hour of your service, then ask for just one piece of advice.
tip-falling-4 = If the queue makes you hurry, talk with your superior this week about sharing the work.
tip-falling-5 = When a citizen is upset, listen to the end, then say: “I understand. Let us see what can be done.”
tip-falling-6 = If there is a delay, say so before the citizen asks, with the reason.
tip-falling-7 = Think of one visit last week that went well. What did you do? Do it again today.
tip-falling-8 = Say a short sorry for a long wait, even if it was not your doing. The mood often lifts at once.
tip-falling-9 = Keep your meal and rest breaks. Calm service is hard when tired.
