package language

var _ = add("fr", Language{
	Quotes: Quotes{"«\u00a0", "\u00a0»"},
	List:   List{Two: " et ", Last: " et ", Middle: ", "},
	Months: []string{"janvier|janv", "février|févr", "mars", "avril|avr", "mai", "juin", "juillet|juil", "août",
		"septembre|sept", "octobre|oct", "novembre|nov", "décembre|déc"},
	Effective: []string{"en vigueur", "date d’effet", "date d'effet", "prend effet", "applicable",
		"entre en vigueur", "entrée en vigueur", "applicables", "à compter du", "valable à partir du"},
	Updated: []string{"dernière mise à jour", "dernière modification", "mis à jour le", "mise à jour le",
		"mise à jour :", "dernière révision", "dernière version", "modifié le", "modifiée le",
		"date de mise à jour", "version du", "en date du"},
	Labels: []string{"date", "version", "mis à jour", "mise à jour", "modifié", "publié le"},
	Contrary: []string{"version précédente", "versions précédentes", "ancienne version", "nouvelle version",
		"prochaine version", "remplace", "remplacent", "expire", "fin de validité"},
	Limits: []string{"jusqu’au", "jusqu'au", "avant le", "après le", "loi", "règlement", "directive"},
	Histories: []string{"historique", "historique des versions", "historique des modifications",
		"journal des modifications"},
	Vague: []string{"ici", "cliquez ici", "cliquer ici", "en savoir plus", "plus", "plus d’informations",
		"plus d'informations", "plus d’infos", "plus d'infos", "lire la suite", "lire plus", "voir plus",
		"ce lien", "lien", "le lien", "cette page", "détails", "continuer", "ici même", "là"},
	CheckBack: CheckBack{
		Ask: []string{"nous vous recommandons", "nous vous conseillons", "nous vous invitons",
			"nous vous encourageons", "nous vous suggérons", "veuillez", "vous devez", "vous devriez",
			"il vous appartient", "il est conseillé", "il est recommandé", "merci de"},
		Look: []string{"consult", "vérifi", "visit", "relire", "lire ", "revoir", "examin", "prendre connaissance"},
		Often: []string{"régulièrement", "périodiquement", "de temps à autre", "de temps en temps", "fréquemment",
			"à intervalles réguliers", "souvent", "de façon régulière"},
		What: []string{"cette page", "cette politique", "cet avis", "la présente", "le présent", "les présentes",
			"ces conditions", "ce document", "modifications", "mises à jour", "changements",
			"politique de confidentialité"},
	},
})

var _ = add("fr-CH", Language{
	Quotes: Quotes{"«", "»"},
})
