package language

var _ = add("sw", Language{
	Months: []string{"januari", "februari", "machi", "aprili", "mei", "juni", "julai", "agosti", "septemba",
		"oktoba", "novemba", "desemba"},
	Effective: []string{"kuanzia tarehe", "kuanzia", "inaanza kutumika"},
})
