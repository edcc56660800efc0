# What some tests need and not every machine has.

Set-StrictMode -Version 3

# Where a need is missing: what skips a test, with the reason as its tag, from where it gets into the result file. Else nothing.
#     $fifo = Get-Need mkfifo
#     It 'reads a named pipe' @fifo { ... }
function Get-Need {
    param([Parameter(Mandatory)] [ValidateSet('SecretStore', 'mkfifo', 'SymbolicLink', 'Parallel', 'ThreadJob', 'PSResourceGet', 'PSScriptAnalyzer', 'UpdatableHelp')] [string] $Name)
    $reason = & $script:Needs[$Name]
    if ($reason) { @{ Skip = $true; Tag = $reason } } else { @{} }
}

# Each says why the need is missing, or nothing.
$script:Needs = @{
    SecretStore = {
        if ($env:OS -eq 'Windows_NT') { return 'on Windows a process cannot have a home of its own, so vaults are not tried' }
        $missing = 'Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore' | Where-Object { -not (Get-Module $_ -ListAvailable) }
        if ($missing) { "$($missing -join ' and ') not found in a module path" }
    }
    PSResourceGet = {
        if ($env:OS -eq 'Windows_NT') { return 'on Windows a process cannot have a home of its own, so packages are not installed' }
        if (-not (Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable | Where-Object Version -GE 1.1)) { 'Microsoft.PowerShell.PSResourceGet 1.1 or later not found in a module path' }
    }
    UpdatableHelp = { if ($env:OS -eq 'Windows_NT') { 'on Windows a process cannot have a home of its own, so help is not updated' } }
    PSScriptAnalyzer = { if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) { 'PSScriptAnalyzer not found in a module path' } }
    mkfifo      = { if (-not (Get-Command mkfifo -CommandType Application -ErrorAction SilentlyContinue)) { 'mkfifo is not on the PATH' } }
    SymbolicLink = { if ($env:OS -eq 'Windows_NT') { 'on Windows not every user may make a symbolic link' } }
    Parallel    = { if ($PSVersionTable.PSVersion.Major -lt 7) { 'this PowerShell has no ForEach-Object -Parallel' } }
    ThreadJob   = { if (-not (Get-Command Start-ThreadJob -ErrorAction SilentlyContinue)) { 'this PowerShell has no Start-ThreadJob' } }
}

Export-ModuleMember -Function *
