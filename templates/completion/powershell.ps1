# Completes conda-go-hooks in PowerShell. It is loaded by a line in $PROFILE:
# conda-go-hooks completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName conda-go-hooks -ScriptBlock {
    param($word, $ast, $cursor)
    $program = Get-Command conda-go-hooks -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $program) { return }
    # A PATH with a dot in it would lead to a program of the current folder, and what is found has a whole path all the same.
    $folders = $env:PATH -replace '"' -split [IO.Path]::PathSeparator -replace '^~(?=[\\/])', $HOME |
        Where-Object { $_ -match '^(?:[a-z]:[\\/]|\\\\|/)' } | ForEach-Object { [IO.Path]::GetFullPath("$_/.").TrimEnd('\', '/') }
    $folder = [IO.Path]::GetFullPath((Split-Path $program.Source) + '/.').TrimEnd('\', '/')
    if ($folders -notcontains $folder) { return }

    # What they say as they stand, and nothing is expanded.
    $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
    $current = "$word" -replace '^[''"]|[''"]$'
    # By standard input: as arguments, some versions lose empty words, and cmd.exe would run what is in others.
    $lines = @(($words + $current) -replace '[\r\n]', ' ' -join "`n" | & $program.Source complete 2>$null)

    $lines | Select-Object -Skip 1 | ForEach-Object {
        $value, $description = $_ -split "`t", 2
        $text = $value
        if ($value -cnotmatch '^[A-Za-z0-9_./:\\=+-]+$') {
            $text = "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($value) + "'"
        }
        if (-not $description) { $description = $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $description)
    }
}
