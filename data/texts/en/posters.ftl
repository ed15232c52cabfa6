# The poster at a desk: read standing, from two metres away.
poster-question = How was our service?
poster-step-scan = Scan
poster-step-scan-detail = this code with your camera
poster-step-start = Press START
poster-step-start-detail = in Telegram
poster-step-tap = Tap a face
poster-step-tap-detail = that fits. Done!
poster-code-title = Cannot scan?
poster-code-detail = In Telegram, find this bot and type the code:
poster-anonymous = Anonymous: neither staff nor superiors learn who rated.
poster-yourself = Rate for yourself; staff must not do it for you.
poster-edition = Edition { $edition }
poster-document-title = Desk posters
