package language

var _ = add("fi", Language{
	Months: []string{"tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta",
		"heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"},
	Effective: []string{"voimassa", "tulee voimaan", "voimaantulo", "voimaantulopäivä"},
	Updated: []string{"viimeksi päivitetty", "päivitetty viimeksi", "viimeisin päivitys", "viimeksi muutettu",
		"päivitetty"},
})
