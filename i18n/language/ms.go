package language

var _ = add("ms", Language{
	Months: []string{"januari", "februari", "mac", "april", "mei", "jun", "julai", "ogos", "september", "oktober",
		"november", "disember"},
	Effective: []string{"berkuat kuasa", "tarikh kuat kuasa"},
})
