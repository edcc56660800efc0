# Starts, steers and stops the sandbox, src/RfaAuth.Sandbox, as a process of its own.

Set-StrictMode -Version 3

$script:Users = @{
    demo  = 'Sandbox-demo-1'
    admin = 'Sandbox-admin-1'
}
1..8 | ForEach-Object { $script:Users["user$_"] = "Sandbox-user-$_" }

# The built sandbox, the newest configuration; built first where there is none.
function Get-SandboxPath {
    $project = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'src', 'RfaAuth.Sandbox'))
    $find = { Get-ChildItem -Path "$project/bin/*/*/RfaAuth.Sandbox.dll" -ErrorAction SilentlyContinue | Sort-Object LastWriteTime | Select-Object -Last 1 }
    $found = & $find
    if (-not $found) {
        $log = dotnet build $project -v quiet -nologo
        if ($LASTEXITCODE) { throw "The sandbox does not build: $log" }
        $found = & $find
    }
    $found.FullName
}

# Starts a sandbox; it ends with Stop-Sandbox, or with this process.
function Start-Sandbox {
    param([string[]] $Option = @())
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.Arguments = @(('"{0}"' -f (Get-SandboxPath)); '--json'; '--stop-with-stdin'; $Option) -join ' '
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if (-not $line) { throw 'The sandbox did not start.' }
    $endpoints = $line | ConvertFrom-Json
    [pscustomobject]@{
        Process        = $process
        Rfa            = $endpoints.rfa
        Toggle         = $endpoints.toggle
        Administration = $endpoints.sandbox
        Trap           = $endpoints.trap
    }
}

function Stop-Sandbox {
    param($Sandbox, [switch] $Disconnect)
    if ($Disconnect) { Get-RfaSession | Disconnect-RfaApi }
    $Sandbox.Process.StandardInput.Close()
    if (-not $Sandbox.Process.WaitForExit(10000)) { $Sandbox.Process.Kill() }
    $Sandbox.Process.Dispose()
}

# One of its users as a credential.
function Get-SandboxCredential {
    param([string] $User = 'demo')
    $secret = [securestring]::new()
    foreach ($character in $script:Users[($User -replace '@.*')].ToCharArray()) { $secret.AppendChar($character) }
    [pscredential]::new($User, $secret)
}

function Invoke-SandboxAdministration {
    param($Sandbox, [string] $Method, [string] $Path, $Body)
    $arguments = @{ Uri = $Sandbox.Administration + $Path; Method = $Method; UseBasicParsing = $true }
    if ($null -ne $Body) {
        $arguments.Body = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Body -Compress))
        $arguments.ContentType = 'application/json'
    }
    Invoke-RestMethod @arguments
}

# As after the start, but for the tokens.
function Reset-Sandbox {
    param($Sandbox)
    $null = Invoke-SandboxAdministration $Sandbox POST reset
}

# What arrived and what was done since the last reset.
function Get-SandboxLedger {
    param($Sandbox)
    Invoke-SandboxAdministration $Sandbox GET ledger
}

# How many requests of a kind arrived: SignIn, Refresh, Query, Mutation.
function Get-SandboxRequestCount {
    param($Sandbox, [string] $Kind)
    @((Get-SandboxLedger $Sandbox).requests | Where-Object kind -EQ $Kind).Count
}

function Add-SandboxFault {
    param($Sandbox, [string[]] $Fault)
    foreach ($rule in $Fault) { $null = Invoke-SandboxAdministration $Sandbox POST faults $rule }
}

function Set-SandboxOption {
    param($Sandbox, [hashtable] $Option)
    $null = Invoke-SandboxAdministration $Sandbox POST options $Option
}

# Ends tokens issued so far.
function Revoke-SandboxToken {
    param($Sandbox, [ValidateSet('access', 'refresh', 'all')] [string] $What = 'access')
    $null = Invoke-SandboxAdministration $Sandbox POST revoke @{ what = $What }
}

function Set-SandboxPassword {
    param($Sandbox, [string] $User, [string] $Password)
    $null = Invoke-SandboxAdministration $Sandbox POST password @{ user = $User; password = $Password }
}

Export-ModuleMember -Function *-Sandbox, *-Sandbox[A-Z]*
