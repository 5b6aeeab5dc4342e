package language

var _ = add("sk", Language{
	Months: []string{"januára|január", "februára|február", "marca|marec", "apríla|apríl", "mája|máj", "júna|jún",
		"júla|júl", "augusta|august", "septembra|september", "októbra|október", "novembra|november",
		"decembra|december"},
	Effective: []string{"účinné od", "účinnosť od", "platné od", "platná od", "účinná od", "nadobúda účinnosť",
		"nadobúdajú účinnosť"},
	Updated: []string{"posledná aktualizácia", "naposledy aktualizované", "posledná zmena"},
})
