def as_page(results, about):
    return ""
