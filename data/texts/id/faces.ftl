# Kata keempat wajah: skala resmi survei kepuasan masyarakat.
face-1 = Tidak baik
face-2 = Kurang baik
face-3 = Baik
face-4 = Sangat baik
