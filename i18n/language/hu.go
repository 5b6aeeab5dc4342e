package language

var _ = add("hu", Language{
	Quotes: Quotes{"„", "”"},
	List:   List{Two: " és ", Last: " és ", Middle: ", "},
	Months: []string{"január|jan", "február|febr", "március|márc", "április|ápr", "május|máj", "június|jún",
		"július|júl", "augusztus|aug", "szeptember|szept", "október|okt", "november|nov", "december|dec"},
	Effective:    []string{"hatályos", "hatályba", "hatálybalépés", "érvényes"},
	Updated:      []string{"utolsó frissítés", "utoljára frissítve", "utolsó módosítás", "utoljára módosítva"},
	Labels:       []string{"frissítve", "módosítva", "dátum", "verzió", "kelt"},
	Contrary:     []string{"előző", "korábbi", "új változat", "lejár", "hatályát veszti"},
	Limits:       []string{"törvény", "rendelet", "irányelv"},
	LimitsBehind: []string{"-ig"},
	Histories:    []string{"változásnapló", "változások"},
	Vague: []string{"itt", "ide", "kattintson ide", "kattints ide", "ide kattintva", "erre", "tovább", "bővebben",
		"további információ", "további információk", "részletek", "tudjon meg többet", "tudj meg többet",
		"olvasson tovább", "ez a link", "ezen a linken", "link", "ez az oldal"},
	CheckBack: CheckBack{
		Ask: []string{"kérjük", "javasoljuk", "ajánljuk", "tanácsoljuk", "érdemes", "az ön felelőssége"},
		Look: []string{"ellenőriz", "nézze", "tekintse", "olvass", "látogass", "látogat", "áttekint",
			"tanulmányoz"},
		Often: []string{"rendszeres", "időről időre", "időnként", "időközönként", "gyakran",
			"bizonyos időközönként"},
		What: []string{"ezt az oldalt", "ezt az oldal", "ezen az oldalon", "oldalunkat", "tájékoztató",
			"szabályzat", "feltétel", "változás", "módosítás", "frissítés"},
	},
})
