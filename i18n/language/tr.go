package language

var _ = add("tr", Language{
	Months: []string{"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim",
		"kasım", "aralık"},
	Effective: []string{"yürürlük tarihi", "yürürlüğe giriş", "yürürlüğe girer", "itibarıyla geçerlidir",
		"geçerlilik tarihi"},
	Updated: []string{"son güncelleme", "son güncellenme", "güncellenme tarihi", "güncelleme tarihi",
		"son değişiklik"},
	Contrary:     []string{"önceki sürüm", "yeni sürüm"},
	Limits:       []string{"kanun", "yönetmelik"},
	LimitsBehind: []string{"tarihine kadar", "'e kadar", "kadar"},
})
