if grep -q '^evidence:' gazette.yaml; then gazette seal; fi
