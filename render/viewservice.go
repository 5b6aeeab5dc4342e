package render

// SignUp is the form by which a reader signs up.
type SignUp struct {
	Words
	Action  string   // address of the service
	Page    string   // address of the page, for the record of consent
	Email   string   // what was written, when it has to be written again
	Problem string   // what is wrong with the address
	Topics  []Option // of which one is chosen: the small form
	Choices []Option // of which any are chosen: the whole form
	Wrong   string   // what is wrong with the choices
	Locale  string   // that of the page, where the form asks for none
	Locales []Option // of which one is chosen, else
	Stamp   string   // when the service made the form; "" on a page of the site
	More    Link     // the whole form
}

// Option is one of several that can be chosen.
type Option struct {
	Value  string
	Text   string
	Lang   string // where it is not the page's
	Chosen bool
}

// Service is a page of the service that takes sign-ups, or the one that leads there.
type Service struct {
	Title   string
	Problem string // what is wrong with what was sent
	Done    string // what was done
	Text    []string
	SignUp  *SignUp
	Forms   []ServiceForm
	Links   []Link
}

// ServiceForm is a form of such a page.
type ServiceForm struct {
	Title   string // "" for the only one
	Action  string
	Do      string // which of a page's forms it is
	Button  string
	Label   string // of the address to write, or "" for none
	Problem string // what is wrong with that address
	Legend  string // of the choices
	Choices []Option
	Wrong   string // what is wrong with the choices
	Extent  string // how much, as a question
	Extents []Option
	Tongue  string // of the languages
	Locales []Option
}
