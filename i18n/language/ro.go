package language

var _ = add("ro", Language{
	Months: []string{"ianuarie|ian", "februarie|feb", "martie", "aprilie|apr", "mai", "iunie", "iulie",
		"august|aug", "septembrie|sept", "octombrie|oct", "noiembrie", "decembrie|dec"},
	Effective: []string{"intră în vigoare", "în vigoare din", "în vigoare de la", "valabil de la",
		"valabilă de la"},
	Updated: []string{"ultima actualizare", "ultima modificare", "actualizat la", "actualizată la"},
})
