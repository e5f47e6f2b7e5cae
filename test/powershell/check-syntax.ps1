# Prints what in the given scripts Windows PowerShell 5.1 cannot parse or reads otherwise, and every command they call; exits 1 if there is any.
using namespace System.Management.Automation.Language

function Test-Escape([string]$Text) { $Text -cmatch '(?<!`)(?:``)*`(?:e|u\{)' }

$found = $args.Count -eq 0
if ($found) { 'usage: check-syntax.ps1 script.ps1...' }
foreach ($file in $args) {
    $tokens = $errors = $null
    $ast = [Parser]::ParseFile([System.IO.Path]::GetFullPath($file), [ref]$tokens, [ref]$errors)
    $findings = @(
        foreach ($parseError in $errors) { , ($parseError.Extent, $parseError.Message) }

        # A pipe that opens a line goes on from the line before, since 7.0.
        $previous = $null
        foreach ($token in $tokens) {
            if ($token.Kind -eq 'Pipe' -and $previous -eq 'NewLine') { , ($token.Extent, 'newer than 5.1: pipe at the start of a line') }
            if ($token.Kind -ne 'Comment') { $previous = $token.Kind }
        }

        foreach ($node in $ast.FindAll({ $true }, $true)) {
            $message = switch ($node) {
                { $_ -is [CommandAst] } { if ($_.CommandElements.Count -ne 1 -or $_.CommandElements[0] -isnot [ScriptBlockExpressionAst]) { 'calls a command' } }
                { $_ -is [TernaryExpressionAst] } { 'newer than 5.1: ternary operator' }
                { $_ -is [PipelineChainAst] } { 'newer than 5.1: pipeline chain && or ||' }
                { $_ -is [PipelineChainAst] -or $_ -is [PipelineAst] } { if ($_.Background) { 'newer than 5.1: background &' } }
                { $_ -is [BinaryExpressionAst] } {
                    if ($_.Operator -eq 'QuestionQuestion') { 'newer than 5.1: operator ??' }
                    if ($_.Operator -eq 'DotDot' -and ($_.Left, $_.Right).StaticType -contains [string]) { 'newer than 5.1: range of characters' }
                }
                { $_ -is [AssignmentStatementAst] } { if ($_.Operator -eq 'QuestionQuestionEquals') { 'newer than 5.1: operator ??=' } }
                { $_ -is [MemberExpressionAst] } { if ($_.NullConditional) { 'newer than 5.1: null-conditional ?.' } }
                { $_ -is [IndexExpressionAst] } { if ($_.NullConditional) { 'newer than 5.1: null-conditional ?[ ]' } }
                { $_ -is [InvokeMemberExpressionAst] } { if ($_.GenericTypeArguments) { 'newer than 5.1: type arguments of a method' } }
                { $_ -is [ScriptBlockAst] } { if ($_.CleanBlock) { 'newer than 5.1: clean block' } }
                { $_ -is [ExpandableStringExpressionAst] } {
                    $text = $_.Extent.Text
                    $nested = $_.NestedExpressions
                    for ($i = $nested.Count - 1; $i -ge 0; $i--) {
                        $inner = $nested[$i].Extent
                        $text = $text.Remove($inner.StartOffset - $_.Extent.StartOffset, $inner.EndOffset - $inner.StartOffset)
                    }
                    if (Test-Escape $text) { 'newer than 5.1: escape `e or `u{ }' }
                }
                { $_ -is [VariableExpressionAst] -or ($_ -is [StringConstantExpressionAst] -and $_.StringConstantType -notlike 'SingleQuoted*') } {
                    if (Test-Escape $_.Extent.Text) { 'newer than 5.1: escape `e or `u{ }' }
                }
                { $_ -is [ConstantExpressionAst] -and $_.Value -is [ValueType] -and $_.Value -isnot [bool] } {
                    if ($_.Extent.Text -notmatch '^[-+]?(0x[0-9a-f]+|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)[ld]?([kmgtp]b)?$') { 'newer than 5.1: number literal' }
                }
            }
            foreach ($text in $message) { , ($node.Extent, $text) }
        }
    )
    foreach ($finding in $findings) {
        $found = $true
        "${file}:$($finding[0].StartLineNumber): $($finding[1])  $(($finding[0].Text -split '\r?\n')[0])".TrimEnd()
    }
}
if ($found) { exit 1 }
