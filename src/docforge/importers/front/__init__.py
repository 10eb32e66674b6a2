"""Front matter: title, people, abstract, keywords, kind."""
