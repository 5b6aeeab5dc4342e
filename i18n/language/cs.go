package language

var _ = add("cs", Language{
	Months: []string{"ledna|leden", "února|únor", "března|březen", "dubna|duben", "května|květen", "června|červen",
		"července|červenec", "srpna|srpen", "září", "října|říjen", "listopadu|listopad", "prosince|prosinec"},
	Effective: []string{"účinné od", "účinnost od", "platné od", "platná od", "účinná od", "platnost od",
		"nabývá účinnosti", "nabývají účinnosti", "vstupuje v platnost"},
	Updated: []string{"poslední aktualizace", "naposledy aktualizováno", "poslední změna", "aktualizováno",
		"poslední úprava"},
	Contrary: []string{"předchozí verze", "nová verze", "nahrazuje"},
	Limits:   []string{"do", "před", "zákon", "nařízení", "směrnice"},
})
