package dateline

import "strings"

// months are the names of the months as dates have them, by language, each
// with its forms: in the case that dates take, by itself, and as it is
// commonly shortened. Languages that number their months have none here.
var months = table(map[string]string{
	"en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec",
	"de": "januar jänner jan|februar feber feb|märz mrz|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|dezember dez",
	"es": "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sept sep|octubre oct|noviembre nov|diciembre dic",
	"fr": "janvier janv|février févr|mars|avril avr|mai|juin|juillet juil|août|septembre sept|octobre oct|novembre nov|décembre déc",
	"it": "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago|settembre set|ottobre ott|novembre nov|dicembre dic",
	"hu": "január jan|február febr|március márc|április ápr|május máj|június jún|július júl|augusztus aug|szeptember szept|október okt|november nov|december dec",
	"nl": "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sep|oktober okt|november nov|december dec",
	"pl": "stycznia styczeń|lutego luty|marca marzec|kwietnia kwiecień|maja maj|czerwca czerwiec|lipca lipiec|sierpnia sierpień|września wrzesień|października październik|listopada listopad|grudnia grudzień",
	"pt": "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez",
	"ru": "января январь янв|февраля февраль февр|марта март|апреля апрель апр|мая май|июня июнь|июля июль|августа август авг|сентября сентябрь сент|октября октябрь окт|ноября ноябрь нояб|декабря декабрь дек",
	"ar": "يناير كانون الثاني|فبراير شباط|مارس آذار|أبريل إبريل نيسان|مايو أيار|يونيو يونيه حزيران|يوليو يوليه تموز|أغسطس آب|سبتمبر أيلول|أكتوبر تشرين الأول|نوفمبر تشرين الثاني|ديسمبر كانون الأول",
	"he": "בינואר ינואר|בפברואר פברואר|במרץ מרץ במרס מרס|באפריל אפריל|במאי מאי|ביוני יוני|ביולי יולי|באוגוסט אוגוסט|בספטמבר ספטמבר|באוקטובר אוקטובר|בנובמבר נובמבר|בדצמבר דצמבר",
	"cs": "ledna leden|února únor|března březen|dubna duben|května květen|června červen|července červenec|srpna srpen|září|října říjen|listopadu listopad|prosince prosinec",
	"sk": "januára január|februára február|marca marec|apríla apríl|mája máj|júna jún|júla júl|augusta august|septembra september|októbra október|novembra november|decembra december",
	"sl": "januarja januar|februarja februar|marca marec|aprila april|maja maj|junija junij|julija julij|avgusta avgust|septembra september|oktobra oktober|novembra november|decembra december",
	"hr": "siječnja siječanj|veljače veljača|ožujka ožujak|travnja travanj|svibnja svibanj|lipnja lipanj|srpnja srpanj|kolovoza kolovoz|rujna rujan|listopada listopad|studenoga studenog studeni|prosinca prosinac",
	"da": "januar jan|februar feb|marts mar|april apr|maj|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|december dec",
	"nb": "januar jan|februar feb|mars mar|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|desember des",
	"sv": "januari jan|februari feb|mars mar|april apr|maj|juni jun|juli jul|augusti aug|september sept sep|oktober okt|november nov|december dec",
	"fi": "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta",
	"tr": "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
	"uk": "січня січень|лютого лютий|березня березень|квітня квітень|травня травень|червня червень|липня липень|серпня серпень|вересня вересень|жовтня жовтень|листопада листопад|грудня грудень",
	"bg": "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
	"el": "ιανουαρίου|φεβρουαρίου|μαρτίου|απριλίου|μαΐου μαίου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|οκτωβρίου|νοεμβρίου|δεκεμβρίου",
	"ro": "ianuarie ian|februarie feb|martie|aprilie apr|mai|iunie|iulie|august aug|septembrie sept|octombrie oct|noiembrie|decembrie dec",
	"ca": "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
	"id": "januari jan|februari feb|maret mar|april apr|mei|juni jun|juli jul|agustus agu|september sep|oktober okt|november nov|desember des",
	"th": "มกราคม ม.ค.|กุมภาพันธ์ ก.พ.|มีนาคม มี.ค.|เมษายน เม.ย.|พฤษภาคม พ.ค.|มิถุนายน มิ.ย.|กรกฎาคม ก.ค.|สิงหาคม ส.ค.|กันยายน ก.ย.|ตุลาคม ต.ค.|พฤศจิกายน พ.ย.|ธันวาคม ธ.ค.",
	"fa": "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
	"ur": "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
	"sw": "januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba",
	"ms": "januari|februari|mac|april|mei|jun|julai|ogos|september|oktober|november|disember",
	"hi": "जनवरी|फ़रवरी फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर",
	"ja": "", "ko": "", "zh": "", "vi": "",
})

// pairs are names of two words, which the table above has with a space.
var pairs = map[string]string{"كانون الثاني": "كانون\u00a0الثاني", "كانون الأول": "كانون\u00a0الأول", "تشرين الأول": "تشرين\u00a0الأول", "تشرين الثاني": "تشرين\u00a0الثاني"}

// Month returns the number of a month that a language names so, or 0.
func Month(lang, name string) int {
	if m := months[lang][name]; m > 0 {
		return m
	}
	return months["en"][name]
}

// table reads months into: language, name, number.
func table(written map[string]string) map[string]map[string]int {
	out := map[string]map[string]int{}
	for lang, names := range written {
		out[lang] = map[string]int{}
		for two, one := range pairs {
			names = strings.ReplaceAll(names, two, one)
		}
		for i, forms := range strings.Split(names, "|") {
			for _, name := range strings.Fields(strings.ReplaceAll(forms, "\u00a0", "_")) {
				out[lang][strings.ReplaceAll(name, "_", " ")] = i + 1
			}
		}
	}
	return out
}
