# Menunggu pembaca yang tumbuh besar dengan bahasa ini. Hanya kata yang cukup pasti; selebihnya bahasa Indonesia.
# Dua bahasa: skala resmi tetap terbaca. Untuk wajah keempat belum ada kata yang cukup pasti.
face-1 = Boten sae (Tidak baik)
face-2 = Kirang sae (Kurang baik)
face-3 = Sae (Baik)
