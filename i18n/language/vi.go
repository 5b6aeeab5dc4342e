package language

var _ = add("vi", Language{
	Effective: []string{"có hiệu lực", "ngày hiệu lực", "hiệu lực từ"},
	Updated:   []string{"cập nhật lần cuối", "lần cập nhật cuối", "cập nhật gần nhất", "sửa đổi lần cuối"},
	Contrary:  []string{"phiên bản trước"},
	Limits:    []string{"đến", "luật"},
})
