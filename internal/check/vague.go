package check

// vague are texts of links that do not say where the link leads, in lower
// case, by language.
var vague = func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for lang, texts := range map[string]string{
		"en": "here|click here|tap here|press here|go here|see here|right here|learn more|find out more|read more|see more|more|more info|more information|this|this link|this page|link|the link|click this link|follow this link|details|more details|continue",
		"de": "hier|klicken sie hier|hier klicken|klick hier|klicke hier|mehr|mehr erfahren|erfahren sie mehr|erfahre mehr|mehr lesen|weiterlesen|weitere informationen|mehr informationen|mehr infos|diesen link|dieser link|diesem link|link|diese seite|details|weiter",
		"es": "aquí|haga clic aquí|haz clic aquí|pulse aquí|clic aquí|más|más información|saber más|obtener más información|obtenga más información|leer más|ver más|este enlace|enlace|esta página|este vínculo|vínculo|detalles|continuar",
		"fr": "ici|cliquez ici|cliquer ici|en savoir plus|plus|plus d’informations|plus d'informations|plus d’infos|plus d'infos|lire la suite|lire plus|voir plus|ce lien|lien|le lien|cette page|détails|continuer|ici même|là",
		"it": "qui|clicca qui|cliccare qui|fare clic qui|fai clic qui|clicchi qui|scopri di più|per saperne di più|saperne di più|ulteriori informazioni|maggiori informazioni|altro|leggi di più|leggi tutto|continua|questo link|link|questa pagina|dettagli",
		"hu": "itt|ide|kattintson ide|kattints ide|ide kattintva|erre|tovább|bővebben|további információ|további információk|részletek|tudjon meg többet|tudj meg többet|olvasson tovább|ez a link|ezen a linken|link|ez az oldal",
		"nl": "hier|klik hier|hier klikken|meer|meer informatie|meer info|meer lezen|lees meer|lees verder|meer weten|deze link|link|deze pagina|details|verder",
		"ja": "こちら|ここ|ここをクリック|こちらをクリック|詳細|詳しくはこちら|詳細はこちら|詳しくは|もっと見る|続きを読む|続き|このリンク|リンク|このページ|詳細を見る|さらに詳しく",
		"ko": "여기|여기를 클릭|여기를 클릭하세요|여기를 클릭하십시오|이곳|자세히|자세히 보기|자세히 알아보기|더 보기|더보기|더 알아보기|더 읽기|이 링크|링크|이 페이지|상세 보기",
		"pl": "tutaj|tu|kliknij tutaj|kliknij tu|kliknij|więcej|więcej informacji|dowiedz się więcej|czytaj więcej|czytaj dalej|zobacz więcej|ten link|link|tym linkiem|ta strona|tę stronę|szczegóły|dalej",
		"pt": "aqui|clique aqui|clicar aqui|clicando aqui|mais|mais informações|saiba mais|saber mais|leia mais|ler mais|ver mais|este link|neste link|link|esta página|detalhes|continuar",
		"ru": "здесь|тут|сюда|нажмите здесь|щелкните здесь|щёлкните здесь|кликните здесь|подробнее|узнать больше|узнайте больше|больше|дополнительная информация|читать далее|читать дальше|далее|эта ссылка|по этой ссылке|этой ссылке|ссылка|ссылке|по ссылке|эта страница|подробности",
		"zh": "这里|這裡|此处|此處|点击这里|點擊這裡|点击此处|點擊此處|点此|點此|请点击这里|了解更多|瞭解更多|更多|更多信息|更多資訊|阅读更多|閱讀更多|查看更多|详情|詳情|此链接|此連結|链接|連結|本页|本頁|此页面|此頁面",
		"ar": "هنا|انقر هنا|اضغط هنا|من هنا|المزيد|اقرأ المزيد|اعرف المزيد|معرفة المزيد|تعرف على المزيد|لمزيد من المعلومات|مزيد من المعلومات|هذا الرابط|الرابط|رابط|هذه الصفحة|التفاصيل|تفاصيل",
		"he": "כאן|לחץ כאן|לחצו כאן|הקלק כאן|הקליקו כאן|ללחוץ כאן|עוד|מידע נוסף|למידע נוסף|קרא עוד|קראו עוד|לקריאה נוספת|קישור זה|בקישור זה|קישור|דף זה|פרטים|פרטים נוספים|המשך",
	} {
		out[lang] = map[string]bool{}
		for _, text := range list(texts) {
			out[lang][text] = true
		}
	}
	return out
}()
