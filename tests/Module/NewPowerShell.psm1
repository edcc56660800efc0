# How this PowerShell starts another one. Everything that starts one, build.ps1 included, asks here.

Set-StrictMode -Version 3

# The program, and the arguments that come before all others. A PowerShell that is a dotnet tool runs in a process of `dotnet`, which has to
# be told what to run; a host of another kind (an editor, a runbook) has its PowerShell in $PSHOME.
function Get-PowerShellCommand {
    param(
        [string] $ProcessPath = (Get-Process -Id $PID).Path,
        [string] $PowerShellHome = $PSHOME
    )
    $name = [System.IO.Path]::GetFileNameWithoutExtension($ProcessPath)
    if ($name -in 'pwsh', 'powershell') { return $ProcessPath }
    if ($name -eq 'dotnet') { return $ProcessPath, (Join-Path $PowerShellHome pwsh.dll) }
    'pwsh', 'pwsh.exe', 'powershell.exe' | ForEach-Object { Join-Path $PowerShellHome $_ } | Where-Object { Test-Path $_ -PathType Leaf } | Select-Object -First 1
}

# Runs another PowerShell with these arguments, as `& pwsh ...` would; the exit code is in $LASTEXITCODE.
function Invoke-PowerShell {
    $program, [string[]] $before = Get-PowerShellCommand
    & $program @before @args
}

# What starts another PowerShell with these arguments as a process that can be written to, waited for and killed.
function New-PowerShellStartInfo([string[]] $ArgumentList) {
    $program, [string[]] $all = @(Get-PowerShellCommand) + $ArgumentList
    $start = [System.Diagnostics.ProcessStartInfo]::new($program, (($all | ForEach-Object { '"{0}"' -f $_ }) -join ' '))
    $start.UseShellExecute = $false
    $start
}

Export-ModuleMember -Function *
