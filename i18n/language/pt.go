package language

var _ = add("pt", Language{
	Quotes: Quotes{"“", "”"},
	List:   List{Two: " e ", Last: " e ", Middle: ", "},
	Months: []string{"janeiro|jan", "fevereiro|fev", "março|mar", "abril|abr", "maio|mai", "junho|jun",
		"julho|jul", "agosto|ago", "setembro|set", "outubro|out", "novembro|nov", "dezembro|dez"},
	Effective: []string{"em vigor", "vigente", "vigência", "entra em vigor", "com efeito", "válido a partir",
		"válida a partir", "entrada em vigor", "vigora a partir", "efetiva"},
	Updated: []string{"última atualização", "última modificação", "atualizado em", "atualizada em",
		"última alteração", "última revisão", "data de atualização", "alterado em", "alterada em"},
	Labels: []string{"atualizado", "atualizada", "data", "versão", "publicado em"},
	Contrary: []string{"versão anterior", "versões anteriores", "nova versão", "próxima versão", "substitui",
		"expira"},
	Limits:    []string{"até", "antes de", "depois de", "lei", "regulamento", "diretiva"},
	Histories: []string{"histórico de alterações", "registro de alterações", "histórico de versões", "alterações"},
	Vague: []string{"aqui", "clique aqui", "clicar aqui", "clicando aqui", "mais", "mais informações",
		"saiba mais", "saber mais", "leia mais", "ler mais", "ver mais", "este link", "neste link", "link",
		"esta página", "detalhes", "continuar"},
	CheckBack: CheckBack{
		Ask: []string{"recomendamos", "aconselhamos", "incentivamos", "encorajamos", "sugerimos", "convidamos",
			"por favor", "deve ", "deverá", "é sua responsabilidade", "é responsabilidade", "solicitamos"},
		Look: []string{"revis", "consult", "verifi", "visit", "ler ", "leia", "confira", "reveja", "rever",
			"acess"},
		Often: []string{"periodicamente", "regularmente", "de tempos em tempos", "com frequência",
			"frequentemente", "com regularidade", "de vez em quando", "ocasionalmente", "periódica"},
		What: []string{"esta página", "esta política", "este aviso", "estes termos", "estas condições",
			"este documento", "alterações", "atualizações", "mudanças", "modificações", "política de privacidade"},
	},
})

var _ = add("pt-PT", Language{
	Quotes: Quotes{"«", "»"},
})
