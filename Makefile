# make run    install if needed, then start the web app (options: make run ARGS="--port 8000")
# make setup  install into .venv, join and verify the model weights
# make test   lint, types, tests
# make lint   lint and types only
# make clean  remove .venv and caches; indexed articles in data/ stay
#
# Needs Python 3.11 or later, make and git. pip's own settings (PIP_EXTRA_INDEX_URL, …) apply.

PY := .venv/bin/python
export HF_HUB_OFFLINE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# An installation is done when its stamp is there; the stamp's name holds what was installed.
RUN_STAMP := .venv/.run-$(shell cat requirements.txt | cksum | tr -d ' ')
DEV_STAMP := .venv/.dev-$(shell cat requirements.txt requirements-dev.txt | cksum | tr -d ' ')

.PHONY: run setup test lint clean

run: setup
	$(PY) app.py $(ARGS)

setup: $(RUN_STAMP)
	$(PY) -m index.weights
	@test -e .venv/.exported || { $(PY) -m index.embed && touch .venv/.exported; }

test: $(DEV_STAMP) setup lint
	$(PY) -m pytest

lint: $(DEV_STAMP)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Removes the stamps first, so that an interrupted installation is not taken for a whole one.
$(RUN_STAMP):
	@$(MAKE_VENV)
	rm -f .venv/.run-* .venv/.dev-* .venv/.exported
	$(PY) -m pip install -r requirements.txt
	@touch $@

$(DEV_STAMP):
	@$(MAKE_VENV)
	rm -f .venv/.run-* .venv/.dev-* .venv/.exported
	$(PY) -m pip install -r requirements-dev.txt
	@touch $(RUN_STAMP) $@

define MAKE_VENV
if $(PY) -m pip --version >/dev/null 2>&1; then exit 0; fi; \
rm -rf .venv; \
for python in python3.11 python3; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
		if ! $$python -c 'import venv, ensurepip' >/dev/null 2>&1; then \
			echo "$$python has no venv module; install it (on Debian: apt install python3-venv)." >&2; \
			exit 1; \
		fi; \
		echo "Making .venv with $$($$python --version)"; \
		$$python -m venv .venv; exit; \
	fi; \
done; \
echo "Dateline needs Python 3.11 or later, and found none as python3.11 or python3; install it." >&2; \
exit 1
endef
