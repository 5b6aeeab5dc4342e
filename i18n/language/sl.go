package language

var _ = add("sl", Language{
	Months: []string{"januarja|januar", "februarja|februar", "marca|marec", "aprila|april", "maja|maj",
		"junija|junij", "julija|julij", "avgusta|avgust", "septembra|september", "oktobra|oktober",
		"novembra|november", "decembra|december"},
	Effective: []string{"velja od", "veljajo od", "začne veljati", "v veljavi od"},
	Updated:   []string{"zadnja posodobitev", "nazadnje posodobljeno", "zadnja sprememba"},
})
