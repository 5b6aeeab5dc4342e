package language

var _ = add("nb", Language{
	Months: []string{"januar|jan", "februar|feb", "mars|mar", "april|apr", "mai", "juni|jun", "juli|jul",
		"august|aug", "september|sept|sep", "oktober|okt", "november|nov", "desember|des"},
	Effective: []string{"gjelder fra", "gjeldende fra", "trer i kraft", "ikrafttredelse"},
	Updated:   []string{"sist oppdatert", "siste oppdatering", "sist endret"},
})
