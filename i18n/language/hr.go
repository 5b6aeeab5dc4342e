package language

var _ = add("hr", Language{
	Months: []string{"siječnja|siječanj", "veljače|veljača", "ožujka|ožujak", "travnja|travanj", "svibnja|svibanj",
		"lipnja|lipanj", "srpnja|srpanj", "kolovoza|kolovoz", "rujna|rujan", "listopada|listopad",
		"studenoga|studenog|studeni", "prosinca|prosinac"},
	Effective: []string{"stupa na snagu", "na snazi od", "vrijedi od"},
	Updated:   []string{"zadnje ažuriranje", "posljednje ažuriranje", "zadnja izmjena", "posljednja izmjena"},
})
