package language

var _ = add("sv", Language{
	Months: []string{"januari|jan", "februari|feb", "mars|mar", "april|apr", "maj", "juni|jun", "juli|jul",
		"augusti|aug", "september|sept|sep", "oktober|okt", "november|nov", "december|dec"},
	Effective: []string{"gäller från", "gäller från och med", "träder i kraft", "ikraftträdande", "gällande från"},
	Updated: []string{"senast uppdaterad", "senaste uppdatering", "senast ändrad", "senast reviderad",
		"uppdaterad den"},
})
