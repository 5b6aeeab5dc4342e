package specimen

import "strings"

// tongue is what a text in one language is made of: a few dozen words, and how
// a sentence is put together. The texts mean nothing, but their bytes, words,
// lines and marks are those of the language.
type tongue struct {
	locale     string
	words      []string
	space      string // between words
	comma, end string
}

// tongues are in the order in which the corpus takes them.
var tongues = []tongue{
	latin("en", `the of and to in we you your our data notice service account cookie browser device partner purpose
		consent request period provider contract security information processing applicable reasonable may collect
		store share delete review retain respond disclose where before under without between regulation authority`),
	latin("de", `die der und zu in wir Sie Ihre unsere Daten Hinweis Dienst Konto Einwilligung Browser Gerät Partner
		Zweck Anfrage Zeitraum Anbieter Vertrag Sicherheit Verarbeitung Rechtsgrundlage Aufbewahrungsfrist
		angemessen dürfen erheben speichern weitergeben löschen prüfen beantworten sofern vor gemäß ohne zwischen
		Verordnung Behörde für`),
	latin("es", `los de y para en nosotros usted sus nuestros datos aviso servicio cuenta consentimiento navegador
		dispositivo socio finalidad solicitud período proveedor contrato seguridad información tratamiento aplicable
		razonable podemos recopilar guardar compartir eliminar revisar responder cuando antes según sin entre
		reglamento autoridad también`),
	latin("fr", `les des et pour dans nous vous vos nos données avis service compte consentement navigateur appareil
		partenaire finalité demande durée fournisseur contrat sécurité information traitement applicable raisonnable
		pouvons recueillir conserver partager effacer vérifier répondre lorsque avant selon sans entre règlement
		autorité également`),
	latin("it", `i di e per in noi voi vostri nostri dati avviso servizio conto consenso browser dispositivo partner
		finalità richiesta periodo fornitore contratto sicurezza informazione trattamento applicabile ragionevole
		possiamo raccogliere conservare condividere cancellare verificare rispondere quando prima secondo senza tra
		regolamento autorità perché`),
	latin("hu", `az és hogy egy mi Ön adatai adataink adat tájékoztató szolgáltatás fiók hozzájárulás böngésző
		eszköz partner cél kérelem időszak szolgáltató szerződés biztonság információ adatkezelés alkalmazandó
		ésszerű gyűjthetünk tárolunk megosztunk törlünk felülvizsgálunk válaszolunk amennyiben előtt szerint nélkül
		között rendelet hatóság továbbá`),
	latin("nl", `de van en om in wij u uw onze gegevens kennisgeving dienst account toestemming browser apparaat
		partner doel verzoek termijn aanbieder overeenkomst beveiliging informatie verwerking toepasselijk redelijk
		mogen verzamelen bewaren delen wissen beoordelen beantwoorden wanneer vóór volgens zonder tussen verordening
		autoriteit bovendien`),
	han("ja", `当社は 利用者の 個人情報を 本通知 サービス アカウント 同意に基づき ブラウザー 端末の 提携先と 目的で 請求を 期間中 提供者が 契約上の 安全管理 情報を 取り扱い 適用される 合理的な
		収集し 保存し 共有し 削除し 確認し 回答します 場合には 以前に 従って 法令 所管官庁 または および 必要な 範囲で 変更を お知らせし ます`),
	latin("ko", `당사는 이용자의 개인정보를 본 고지 서비스 계정 동의에 따라 브라우저 기기 제휴사와 목적으로 요청을 기간 동안 제공자가 계약상의 보안 정보를 처리하고 적용되는 합리적인 수집하고
		보관하며 공유하고 삭제하며 검토하고 답변합니다 경우에는 이전에 법령 관할 기관 또는 및 필요한 범위에서 변경을 알려 드립니다`),
	latin("pl", `i w do na my Państwo Państwa nasze dane informacja usługa konto zgoda przeglądarka urządzenie
		partner cel wniosek okres dostawca umowa bezpieczeństwo przetwarzanie właściwy rozsądny możemy zbierać
		przechowywać udostępniać usuwać sprawdzać odpowiadać jeżeli przed zgodnie bez między rozporządzenie organ
		również których żądanie`),
	latin("pt-BR", `os de e para em nós você seus nossos dados aviso serviço conta consentimento navegador
		dispositivo parceiro finalidade solicitação período fornecedor contrato segurança informação tratamento
		aplicável razoável podemos coletar armazenar compartilhar excluir revisar responder quando antes conforme
		sem entre regulamento autoridade também`),
	latin("ru", `и в на мы вы ваши наши данные уведомление сервис учётная запись согласие браузер устройство партнёр
		цель запрос срок поставщик договор безопасность информация обработка применимый разумный можем собирать
		хранить передавать удалять проверять отвечать если до согласно без между регламент орган также которые`),
	han("zh-Hans", `我们 您的 个人信息 本通知 服务 账户 基于同意 浏览器 设备 合作方 为此目的 请求 期限内 提供者 合同 安全措施 信息 处理 适用的 合理的 收集 存储 共享 删除 审核 答复 如果
		在此之前 依照 法规 主管机关 或者 以及 必要的 范围内 变更 将会 告知`),
}

func latin(locale, words string) tongue {
	return tongue{locale, strings.Fields(words), " ", ", ", ". "}
}

// han is a tongue that writes no spaces between words.
func han(locale, words string) tongue {
	return tongue{locale, strings.Fields(words), "", "、", "。"}
}
