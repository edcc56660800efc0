# Processes with a home of their own, in which the suites of vaults work: the vaults of whoever runs them are never touched.

Set-StrictMode -Version 3

Import-Module "$PSScriptRoot/CanaryScan.psm1"

# A new home. Its name is short, because the sockets of a PowerShell process lie in it.
function New-VaultHome {
    $path = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'rv-' + [guid]::NewGuid().ToString('N').Substring(0, 8))
    [System.IO.Directory]::CreateDirectory($path).FullName
}

function Remove-VaultHome {
    param([Parameter(Mandatory)] [string] $Path)
    if ($Path -notmatch '[\\/]rv-[0-9a-f]{8}$') { throw "That is no home of a test: $Path" }
    [System.IO.Directory]::Delete($Path, $true)
}

# A process with its own home, which runs what Invoke-VaultProcess gives it until Stop-VaultProcess ends it. Nobody can be asked there.
function Start-VaultProcess {
    param(
        # As New-VaultHome makes them.
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
    if ($start.Code) { Stop-VaultProcess $process; throw "The process could not be set up: $($start | Format-List | Out-String)" }
    $process
}

function Stop-VaultProcess {
    param(
        $Process,
        # As `kill -9`, in the middle of whatever it does. Its runspace is left: to close that waits a minute for answers.
        [switch] $Kill
    )
    if (-not $Kill) { try { $Process.Runspace.Dispose() } catch { Write-Verbose "$_" } }
    # A process that the caller started does not end with its runspace. Its own object knows it by more than a number.
    $Process.Instance.Process.Kill()
    $Process.Instance.Process.WaitForExit()
    if (-not $Kill) { $Process.Instance.Dispose() }
}

# Runs in the process. What a script writes is caught here, by redirection: a call of SecretManagement ends the streams of the remote
# pipeline that it is in. It is also looked at here, where the records are still what they were.
$script:Around = {
    param($text, $arguments)
    $list = [object[]] @($arguments)
    $records = [System.Collections.Generic.List[object]]::new()
    $thrown = $null
    try {
        & ([scriptblock]::Create($text)) @list *>&1 | ForEach-Object {
            $records.Add($_)
            if ($_ -isnot [System.Management.Automation.InformationalRecord] -and $_ -isnot [System.Management.Automation.InformationRecord] -and
                $_ -isnot [System.Management.Automation.ErrorRecord]) { $_ }
        }
    }
    catch { $thrown = $_; $records.Add($_) }
    $said = { param($type) @($records | Where-Object { $_ -is $type } | ForEach-Object { $_.Message }) }
    [pscustomobject]@{
        IsEndOfVaultCall = $true
        Code             = [string] $(if ($thrown) { ($thrown.FullyQualifiedErrorId -split ',')[0] })
        Message          = [string] $(if ($thrown) { "$thrown" })
        Warnings         = [string[]] (& $said ([System.Management.Automation.WarningRecord]))
        Verbose          = [string[]] (& $said ([System.Management.Automation.VerboseRecord]))
        Extra            = [string[]] @($records | Where-Object { $_ -is [System.Management.Automation.DebugRecord] -or $_ -is [System.Management.Automation.InformationRecord] })
        Errors           = [string[]] @($records | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_ -ne $thrown } | ForEach-Object FullyQualifiedErrorId)
        Seen             = ($records | Format-List * -Force | Out-String -Width 4000) + (Get-PublicText $records)
    }
}

# Begins a script in the process; Wait-VaultCall ends it, or Stop on its shell does, as Ctrl+C.
function Start-VaultCall {
    param([Parameter(Mandatory)] $Process, [Parameter(Mandatory)] [scriptblock] $Script, [object[]] $Argument = @())
    $shell = [powershell]::Create()
    $shell.Runspace = $Process.Runspace
    $null = $shell.AddScript($script:Around.ToString()).AddArgument($Script.ToString()).AddArgument($Argument)
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    [pscustomobject]@{ Process = $Process; Shell = $shell; Running = $shell.BeginInvoke(); Watch = $watch }
}

# The end of a call: what it gave, wrote and threw.
function Wait-VaultCall {
    param([Parameter(Mandatory)] $Call, [int] $Seconds = 100)
    if (-not $Call.Running.AsyncWaitHandle.WaitOne($Seconds * 1000)) { throw "The process did not end a call within $Seconds seconds." }
    $Call.Watch.Stop()
    $output = @($Call.Shell.EndInvoke($Call.Running))
    $Call.Shell.Dispose()
    $end = $output[-1]
    $null = $Call.Process.Streams.AppendLine($end.Seen)
    [pscustomobject]@{
        Output   = @($output | Select-Object -SkipLast 1)
        Code     = $end.Code
        Message  = $end.Message
        Errors   = @($end.Errors | Where-Object { $_ })
        Warnings = @($end.Warnings | Where-Object { $_ })
        Verbose  = @($end.Verbose | Where-Object { $_ })
        Extra    = @($end.Extra | Where-Object { $_ })
        Seconds  = $Call.Watch.Elapsed.TotalSeconds
    }
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
    if ($start.Code) { throw "The process could not be set up: $($start | Format-List | Out-String)" }
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
    $seen = $Process.Streams.ToString()
    $inside = Invoke-VaultProcess $Process {
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
            @{ Canary = $canary; Leaks = [string[]] @($leaks) }
        } $Canary
    # What the scan itself gave holds the canaries.
    $null = $Process.Streams.Clear().Append($seen)
    if ($inside.Code) { throw "The scan failed: $($inside.Message)" }
    $inside.Output[0].Leaks
    $all = $inside.Output[0].Canary
    $texts = @{
        'the streams' = $seen
        'the files'   = Get-FileText $Process.Home
    }
    foreach ($sink in $texts.Keys) {
        foreach ($name in Find-Canary $texts[$sink] $all) { "${sink}: $name" }
        # Nor a token that no session knows any more.
        if ($texts[$sink] -match 'eyJ[A-Za-z0-9_-]{10,}\.|rt_[0-9a-f]{60,}') { "${sink}: what looks like a token" }
    }
}

Export-ModuleMember -Function Get-VaultObstacle, New-VaultHome, Remove-VaultHome, Start-VaultProcess, Stop-VaultProcess, Start-VaultCall, Wait-VaultCall, Invoke-VaultProcess, Initialize-Vault,
    Set-VaultFault, Find-VaultLeak
