package language

var _ = add("ca", Language{
	Months: []string{"gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre",
		"novembre", "desembre"},
	Effective: []string{"en vigor", "vigent des", "entrada en vigor"},
	Updated:   []string{"última actualització", "última modificació", "darrera actualització"},
})
