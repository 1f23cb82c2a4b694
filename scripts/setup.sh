#!/usr/bin/env bash
# Set up a machine: the few system packages, .venv, and Python packages at locked versions.
# Usage: scripts/setup.sh [test]      with "test" also what the tests need
set -euo pipefail
cd "$(dirname "$0")/.."

want_test=${1:-}
venv=.venv

say() { printf '%s\n' "$*"; }

# Runs a command as root, if this user may.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

apt_updated=
# Installs Debian packages, or says what to install; returns 1 where it may not.
install_packages() {
    if ! command -v apt-get >/dev/null; then
        say "这台机器没有 apt-get，请用系统自己的方式安装：$*"; return 1
    fi
    if [ -z "$apt_updated" ]; then
        as_root apt-get update -qq || { say "没有权限安装系统软件包，请管理员执行：apt-get install $*"; return 1; }
        apt_updated=yes
    fi
    say "安装系统软件包：$*"
    as_root env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

has_library() { ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }

if ! command -v python3 >/dev/null; then install_packages python3 || exit 7; fi
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "formgen 需要 Python 3.11 或更新的版本，现有：$(python3 --version)"; exit 7
fi
python3 -c 'import venv, ensurepip' 2>/dev/null || install_packages python3-venv || exit 7

missing=()
has_library libpango-1.0.so || missing+=(libpango-1.0-0)
has_library libpangoft2-1.0.so || missing+=(libpangoft2-1.0-0)
if [ ${#missing[@]} -gt 0 ]; then
    # Only PDF needs these: Word and Excel are made without them.
    install_packages "${missing[@]}" || say "缺这些库时仍可生成 Word 和 Excel。"
fi
if [ "$want_test" = test ]; then
    missing=()
    command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui libreoffice-calc-nogui)
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    has_library libatomic.so.1 || missing+=(libatomic1)  # what drives the browser needs it
    command -v chromium >/dev/null || missing+=(chromium)
    # Without any Chinese typeface the pages LibreOffice lays out mean nothing.
    fc-list :lang=zh-cn 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk)
    if [ ${#missing[@]} -gt 0 ]; then
        install_packages "${missing[@]}" || say "缺这些软件时，需要它们的测试会跳过。"
    fi
fi

lock=requirements/runtime.lock
[ "$want_test" = test ] && lock=requirements/dev.lock
stamp="$venv/.installed-$(basename "$lock")"
if [ ! -x "$venv/bin/python" ]; then
    say "建立 Python 环境 $venv"
    python3 -m venv "$venv"
fi
if [ ! -e "$stamp" ] || [ "$lock" -nt "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
    say "安装 Python 包（版本见 $lock）"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    touch "$stamp"
fi
