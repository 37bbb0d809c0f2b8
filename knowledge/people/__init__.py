"""Who somebody is: names, kin, papers, telephones."""
