package language

var _ = add("it", Language{
	Quotes: Quotes{"«", "»"},
	List:   List{Two: " e ", Last: " e ", Middle: ", "},
	Months: []string{"gennaio|gen", "febbraio|feb", "marzo|mar", "aprile|apr", "maggio|mag", "giugno|giu",
		"luglio|lug", "agosto|ago", "settembre|set", "ottobre|ott", "novembre|nov", "dicembre|dic"},
	Effective: []string{"in vigore", "efficace", "efficacia", "decorrenza", "data di entrata", "valido dal",
		"si applica dal", "con effetto dal", "entrata in vigore"},
	Updated: []string{"ultimo aggiornamento", "ultima modifica", "ultima revisione", "aggiornato il",
		"aggiornata il", "ultimo aggiornamento il", "versione del", "data di aggiornamento"},
	Labels:    []string{"aggiornato", "aggiornata", "data", "versione", "pubblicato il"},
	Contrary:  []string{"versione precedente", "versioni precedenti", "nuova versione", "sostituisce", "scade"},
	Limits:    []string{"fino al", "prima del", "dopo il", "legge", "regolamento", "direttiva"},
	Histories: []string{"cronologia delle modifiche", "registro delle modifiche", "cronologia"},
	Vague: []string{"qui", "clicca qui", "cliccare qui", "fare clic qui", "fai clic qui", "clicchi qui",
		"scopri di più", "per saperne di più", "saperne di più", "ulteriori informazioni", "maggiori informazioni",
		"altro", "leggi di più", "leggi tutto", "continua", "questo link", "link", "questa pagina", "dettagli"},
	CheckBack: CheckBack{
		Ask: []string{"vi invitiamo", "la invitiamo", "ti invitiamo", "invitiamo", "consigliamo", "raccomandiamo",
			"suggeriamo", "si prega", "si consiglia", "è tenuto", "dovrebbe", "dovresti", "è responsabilità"},
		Look: []string{"consult", "controll", "verific", "visit", "legger", "rivedere", "esaminare"},
		Often: []string{"periodicamente", "regolarmente", "di tanto in tanto", "frequentemente", "spesso",
			"di volta in volta", "con regolarità"},
		What: []string{"questa pagina", "questa informativa", "presente informativa", "questa politica",
			"presente politica", "queste condizioni", "presenti condizioni", "presenti termini", "questi termini",
			"modifiche", "aggiornamenti", "informativa sulla privacy"},
	},
})
