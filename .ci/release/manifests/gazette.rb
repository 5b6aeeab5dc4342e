class Gazette < Formula
  desc "Publishes legal and policy notices"
  homepage "{{.Repository}}"
  version "{{.Version}}"
  license "Apache-2.0"

  on_macos do
    on_arm do
{{- with call .Archive "darwin" "arm64"}}
      url "{{$.Download}}{{.Name}}"
      sha256 "{{.Sum}}"
{{- end}}
    end
    on_intel do
{{- with call .Archive "darwin" "amd64"}}
      url "{{$.Download}}{{.Name}}"
      sha256 "{{.Sum}}"
{{- end}}
    end
  end

  on_linux do
    on_arm do
{{- with call .Archive "linux" "arm64"}}
      url "{{$.Download}}{{.Name}}"
      sha256 "{{.Sum}}"
{{- end}}
    end
    on_intel do
{{- with call .Archive "linux" "amd64"}}
      url "{{$.Download}}{{.Name}}"
      sha256 "{{.Sum}}"
{{- end}}
    end
  end

  def install
    bin.install "gazette"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/gazette.bash" => "gazette"
    zsh_completion.install "completions/_gazette"
    fish_completion.install "completions/gazette.fish"
  end

  test do
    system bin/"gazette", "init", "legal"
    system bin/"gazette", "-C", "legal", "build"
    assert_path_exists testpath/"legal/public/index.html"
  end
end
