"""The commands, one file each; ``laowu.cli.command_table`` says which file is imported for which word."""
