# Menunggu pembaca yang tumbuh besar dengan bahasa ini. Hanya kata yang cukup pasti; selebihnya bahasa Indonesia.
# Dua bahasa: skala resmi tetap terbaca.
face-1 = Henteu sae (Tidak baik)
face-2 = Kirang sae (Kurang baik)
face-3 = Sae (Baik)
face-4 = Sae pisan (Sangat baik)
