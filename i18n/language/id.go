package language

var _ = add("id", Language{
	Months: []string{"januari|jan", "februari|feb", "maret|mar", "april|apr", "mei", "juni|jun", "juli|jul",
		"agustus|agu", "september|sep", "oktober|okt", "november|nov", "desember|des"},
	Effective: []string{"berlaku sejak", "berlaku mulai", "tanggal efektif", "tanggal berlaku", "efektif"},
	Updated:   []string{"terakhir diperbarui", "pembaruan terakhir", "terakhir diubah", "diperbarui pada"},
})
