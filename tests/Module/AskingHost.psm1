# Runs scripts in a host that answers questions, AskingHost.cs.

Set-StrictMode -Version 3

Import-Module "$PSScriptRoot/TestSupport.psm1"

# Runs a script with the module and with variables. The behaviour 'default host' is the host of hosted runspaces, which cannot ask.
function Invoke-InAskingHost {
    param([string] $Script, [System.Collections.IDictionary] $Variables, [string] $Behaviour = 'answer', [int] $Choice)
    if (-not ('AskingHost' -as [type])) { Add-Type -Path "$PSScriptRoot/AskingHost.cs" }
    $asking = if ($Behaviour -ne 'default host') { [AskingHost]::new() }
    if ($asking) { $asking.UI.Choice, $asking.UI.Behaviour = $Choice, $Behaviour }
    $runspace = if ($asking) { [runspacefactory]::CreateRunspace($asking) } else { [runspacefactory]::CreateRunspace() }
    $runspace.Open()
    foreach ($name in $Variables.Keys) { $runspace.SessionStateProxy.SetVariable($name, $Variables[$name]) }
    $powershell = [powershell]::Create()
    try {
        $powershell.Runspace = $runspace
        $output = @($powershell.AddScript("Import-Module '$(Get-ModuleManifestPath)'; $Script").Invoke())
        [pscustomobject]@{
            Output    = @($output | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
            Thrown    = @($output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            Errors    = @($powershell.Streams.Error)
            Verbose   = @($powershell.Streams.Verbose | ForEach-Object Message)
            Lines     = @(if ($asking) { $asking.UI.Lines })
            Questions = @(if ($asking) { $asking.UI.Questions })
            Asked     = if ($asking) { $asking.UI.Questions.Count }
            Warnings  = @(if ($asking) { $asking.UI.Warnings })
        }
    }
    finally {
        $powershell.Dispose()
        $runspace.Dispose()
    }
}

Export-ModuleMember -Function Invoke-InAskingHost
