# Processes with a home of their own, in which the suites of vaults work: the vaults of whoever runs them are never touched.

Set-StrictMode -Version 3

Import-Module "$PSScriptRoot/CanaryScan.psm1"

# Why there can be no such suites here; nothing where there can.
function Get-VaultObstacle {
    if ($env:OS -eq 'Windows_NT') { return 'vaults are not tried on Windows, where a process cannot have a home of its own' }
    foreach ($name in 'Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore') {
        if (-not (Get-Module $name -ListAvailable)) { return "vaults are not tried, because $name is not installed" }
    }
}

# A process with its own home, which runs what Invoke-VaultProcess gives it until Stop-VaultProcess ends it. Nobody can be asked there.
function Start-VaultProcess {
    param(
        # A folder; made where there is none.
        [Parameter(Mandatory)] [string] $VaultHome,
        # Further environment variables; null: without that one.
        [hashtable] $Environment = @{}
    )
    # Where files of a moment go as well, so that they can be looked through.
    $null = [System.IO.Directory]::CreateDirectory("$VaultHome/t")
    $instance = [System.Management.Automation.Runspaces.PowerShellProcessInstance]::new($PSVersionTable.PSVersion, $null, $null, $false)
    $variables = $instance.Process.StartInfo.Environment
    $variables['HOME'] = $VaultHome
    $variables['TMPDIR'] = "$VaultHome/t"
    foreach ($name in @($variables.Keys | Where-Object { $_ -like 'XDG_*' })) { $null = $variables.Remove($name) }
    foreach ($name in $Environment.Keys) {
        if ($null -eq $Environment[$name]) { $null = $variables.Remove($name) } else { $variables[$name] = $Environment[$name] }
    }
    $runspace = [runspacefactory]::CreateOutOfProcessRunspace($null, $instance)
    $runspace.Open()
    $process = [pscustomobject]@{
        Home     = $VaultHome
        Instance = $instance
        Id       = $instance.Process.Id
        Runspace = $runspace
        Streams  = [System.Text.StringBuilder]::new()
    }
    $start = Invoke-VaultProcess $process {
        param($folder)
        $global:ErrorActionPreference = 'Stop'
        Import-Module "$folder/CanaryScan.psm1", "$folder/TestSupport.psm1"
        Import-Module (Get-ModuleManifestPath)
    } $PSScriptRoot
    if ($start.Thrown) { Stop-VaultProcess $process; throw $start.Thrown }
    $process
}

function Stop-VaultProcess {
    param($Process)
    try { $Process.Runspace.Dispose() } catch { Write-Verbose "$_" }
    # By its own object, which knows the process by more than a number.
    try { if (-not $Process.Instance.Process.WaitForExit(5000)) { $Process.Instance.Process.Kill() } } catch { Write-Verbose "$_" }
    $Process.Instance.Dispose()
}

# Begins a script in the process; Wait-VaultProcess ends it, or Stop on the shell does, as Ctrl+C.
function Start-VaultCall {
    param([Parameter(Mandatory)] $Process, [Parameter(Mandatory)] [scriptblock] $Script, [object[]] $Argument = @())
    $shell = [powershell]::Create()
    $shell.Runspace = $Process.Runspace
    $null = $shell.AddScript($Script.ToString())
    foreach ($value in $Argument) { $null = $shell.AddArgument($value) }
    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $begin = [powershell].GetMethods() | Where-Object { $_.Name -eq 'BeginInvoke' -and $_.IsGenericMethod -and $_.GetParameters().Count -eq 2 }
    $running = $begin.MakeGenericMethod([psobject], [psobject]).Invoke($shell, @($null, $output))
    [pscustomobject]@{ Process = $Process; Shell = $shell; Output = $output; Running = $running; Watch = $watch }
}

# The end of a call: what it gave, wrote and threw.
function Wait-VaultCall {
    param([Parameter(Mandatory)] $Call, [int] $Seconds = 120)
    if (-not $Call.Running.AsyncWaitHandle.WaitOne($Seconds * 1000)) { throw "The process did not end a call within $Seconds seconds." }
    $Call.Watch.Stop()
    $thrown = $null
    try { $null = $Call.Shell.EndInvoke($Call.Running) }
    catch {
        $exception = $_.Exception.GetBaseException()
        $thrown = if ($exception -is [System.Management.Automation.RuntimeException]) { $exception.ErrorRecord } else { $_ }
    }
    $streams = $Call.Shell.Streams
    $all = @($Call.Output) + @($streams.Error) + @($streams.Warning) + @($streams.Verbose) + @($streams.Debug) + @($streams.Information) + @($streams.Progress) + @($thrown)
    $null = $Call.Process.Streams.AppendLine(($all | Format-List * -Force | Out-String -Width 4000)).AppendLine((Get-PublicText $all))
    [pscustomobject]@{
        Output   = @($Call.Output)
        Errors   = @($streams.Error)
        Thrown   = $thrown
        Code     = if ($thrown) { ($thrown.FullyQualifiedErrorId -split ',')[0] }
        Warnings = @($streams.Warning | ForEach-Object Message)
        Verbose  = @($streams.Verbose | ForEach-Object Message)
        Extra    = @($streams.Debug) + @($streams.Information) + @($streams.Progress)
        Seconds  = $Call.Watch.Elapsed.TotalSeconds
    }
    $Call.Shell.Dispose()
}

# Runs a script in the process, to its end.
function Invoke-VaultProcess {
    param([Parameter(Mandatory)] $Process, [Parameter(Mandatory)] [scriptblock] $Script, [object[]] $Argument = @())
    Wait-VaultCall (Start-VaultCall $Process $Script $Argument)
}

# A SecretStore without a password as the default vault of the home, and FaultyVault as another one.
function Initialize-Vault {
    param([Parameter(Mandatory)] $Process)
    $start = Invoke-VaultProcess $Process {
        param($faulty)
        Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
        Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
        Register-SecretVault -Name Faulty -ModuleName $faulty
    } "$PSScriptRoot/FaultyVault/FaultyVault.psd1"
    if ($start.Thrown) { throw $start.Thrown }
}

# What FaultyVault does in a cmdlet from now on; nothing: as it should.
function Set-VaultFault {
    param([Parameter(Mandatory)] $Process, [string] $Cmdlet, [string] $Fault)
    $null = [System.IO.Directory]::CreateDirectory("$($Process.Home)/faults")
    if ($Fault) { [System.IO.File]::WriteAllText("$($Process.Home)/faults/$Cmdlet", $Fault) }
    else { [System.IO.File]::Delete("$($Process.Home)/faults/$Cmdlet") }
}

# Which secrets can be found in what the process wrote, shows or left behind, as "sink: secret"; nothing where all is well.
function Find-VaultLeak {
    param([Parameter(Mandatory)] $Process, [hashtable] $Canary = @{})
    $inside = Wait-VaultCall (Start-VaultCall $Process {
            param($canary)
            $sessions = @(Get-RfaSession)
            # What no user can read: the tokens that the sessions hold and held.
            $private = [System.Reflection.BindingFlags] 'Instance, NonPublic'
            $number = 0
            foreach ($session in $sessions) {
                $connection = $session.GetType().GetProperty('Connection', $private).GetValue($session)
                $tokens = $connection.GetType().GetField('_tokens', $private).GetValue($connection)
                foreach ($token in $tokens.RecentSecrets) { $canary["token $(($number++))"] = $token }
            }
            $texts = Get-ShownText @($sessions)
            $texts['$Error'] = (Get-PublicText $global:Error) + ($global:Error | Format-List * -Force | Out-String -Width 4000)
            $texts['the process'] = Get-ProcessText
            $leaks = foreach ($sink in $texts.Keys) { foreach ($name in Find-Canary $texts[$sink] $canary) { "${sink}: $name" } }
            [pscustomobject]@{ Canary = $canary; Leaks = @($leaks) }
        } (, $Canary))
    if ($inside.Thrown) { throw "The scan failed: $($inside.Thrown)" }
    $inside.Output[0].Leaks
    $all = $inside.Output[0].Canary
    $texts = @{
        'the streams' = $Process.Streams.ToString()
        'the files'   = Get-FileText $Process.Home
    }
    foreach ($sink in $texts.Keys) {
        foreach ($name in Find-Canary $texts[$sink] $all) { "${sink}: $name" }
        # Nor a token that no session knows any more.
        if ($texts[$sink] -match 'eyJ[A-Za-z0-9_-]{10,}\.|rt_[0-9a-f]{60,}') { "${sink}: what looks like a token" }
    }
}

Export-ModuleMember -Function Get-VaultObstacle, Start-VaultProcess, Stop-VaultProcess, Start-VaultCall, Wait-VaultCall, Invoke-VaultProcess, Initialize-Vault,
    Set-VaultFault, Find-VaultLeak
