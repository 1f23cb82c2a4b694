"""One run of the whole: templates, jobs, files, manifest, report."""
