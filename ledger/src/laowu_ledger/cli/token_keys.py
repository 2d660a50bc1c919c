"""The key of a store's tokens, found where an option, a variable or the settings say."""

import os
from pathlib import Path

from laowu.cli.failures import remark
from laowu.text import Text
from laowu_ledger.errors import TokenKeyError
from laowu_ledger.identity.token_key import TokenKey, key_path, make_key, read_key
from laowu_ledger.store.manifest import read_manifest


def key_for(stated: str | None, folder: Path) -> TokenKey:
    """The key to use: read, or made for a store that is still to be made.

    Raises:
        TokenKeyError: it is not there though the store is, it is no key, or it is kept inside the store.
        StoreError: a new one cannot be written.
    """
    path = key_path(stated, os.environ)
    if folder.resolve() in path.resolve().parents:
        raise TokenKeyError(
            Text("密钥文件不能放在台账库里", "the key must not be kept inside the store"),
            where=str(path),
            mend=Text("换一个库外的文件", "name a file outside the store"),
        )
    key = read_key(path)
    if key is None:
        manifest = read_manifest(folder)
        if manifest is not None:
            raise TokenKeyError(
                Text("找不到这个台账库的密钥文件", "the file of the key of this store is not there"),
                where=str(path),
                mend=Text(
                    f"用 --key 指明指纹为 {manifest.key} 的密钥文件", f"name the file of the key {manifest.key} with --key"
                ),
            )
        key = make_key(path)
        remark(
            Text(
                f"新建了令牌密钥 {path}（指纹 {key.fingerprint}）。请另行备份并限制访问："
                "没有它就不能再往库里添加，有它和名单就能在库里找到人",
                f"made a new token key, {path} (fingerprint {key.fingerprint}). Keep a copy in a safe place and let nobody else"
                " read it: without it nothing can be added to the store, and with it a list of people can be found in there",
            )
        )
    elif key.shared:
        remark(Text(f"其他用户也能读密钥文件 {path}", f"others can read the file of the key, {path}"))
    return key
