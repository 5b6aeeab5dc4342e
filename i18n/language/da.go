package language

var _ = add("da", Language{
	Months: []string{"januar|jan", "februar|feb", "marts|mar", "april|apr", "maj", "juni|jun", "juli|jul",
		"august|aug", "september|sept|sep", "oktober|okt", "november|nov", "december|dec"},
	Effective: []string{"gældende fra", "gælder fra", "træder i kraft", "ikrafttrædelse", "ikrafttrædelsesdato"},
	Updated:   []string{"sidst opdateret", "seneste opdatering", "senest opdateret", "sidst ændret", "senest ændret"},
})
