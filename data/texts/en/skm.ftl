# The official terms of the survey by PermenPANRB 14/2017, shared by the report, the publication sheet and the workbook.
skm-unsur-persyaratan = Requirements
skm-unsur-prosedur = System, Mechanism and Procedure
skm-unsur-waktu = Time to Completion
skm-unsur-biaya = Cost/Fee
skm-unsur-produk = Product Specification by Type of Service
skm-unsur-kompetensi = Competence of Staff
skm-unsur-perilaku = Conduct of Staff
skm-unsur-sarana = Facilities and Infrastructure
skm-unsur-pengaduan = Handling of Complaints, Suggestions and Input
skm-grade-A = Very Good
skm-grade-B = Good
skm-grade-C = Less Good
skm-grade-D = Not Good
