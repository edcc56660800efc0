#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Many stops at moments that nobody chose. RFAAUTH_TEST_SCALE multiplies their number; the seed is in the test's name.

BeforeDiscovery {
    $scale = if ($env:RFAAUTH_TEST_SCALE) { [int] $env:RFAAUTH_TEST_SCALE } else { 1 }
    $seed = Get-Random -Maximum 1000000
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
    $runspace = [runspacefactory]::CreateRunspace()
    $runspace.Open()
    $setup = [powershell]::Create($runspace)
    $null = $setup.AddScript("Import-Module '$(Get-ModuleManifestPath)'").Invoke()
    $setup.Dispose()

    # Runs a script in the runspace kept for that, stops it after a while, and returns how long the stop took and whether there was
    # still something to stop.
    function Measure-StopAfter {
        param([string] $Script, [object] $Session, [int] $Milliseconds)
        $powershell = [powershell]::Create($runspace)
        try {
            $null = $powershell.AddScript("param(`$session) $Script").AddArgument($Session)
            $running = $powershell.BeginInvoke()
            $null = $running.AsyncWaitHandle.WaitOne($Milliseconds)
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $powershell.Stop()
            [pscustomobject]@{ Milliseconds = $watch.Elapsed.TotalMilliseconds; Stopped = $powershell.InvocationStateInfo.State -eq 'Stopped' }
        }
        finally { $powershell.Dispose() }
    }
}

AfterAll {
    $runspace.Dispose()
    Stop-Sandbox $sandbox
}

Describe 'Ctrl+C at any moment' {
    It 'returns within a second each time, and the next call works (<Trials> stops in <Phase>, seed <Seed>)' -ForEach @(
        @{ Phase = 'a request'; Faults = @('hang@query') }
        @{ Phase = 'an answer that is late'; Faults = @('hang-after@query') }
        @{ Phase = 'a back-off'; Faults = @('status=503,none@query') }
        @{ Phase = 'a late refresh'; Faults = @('unauthorized@query', 'delay=40@refresh') }
        @{ Phase = 'calls that succeed'; Faults = @('delay=5@query') }
        @{ Phase = 'a broken answer'; Faults = @('abort-in-body@query') }
    ).ForEach({ $_ + @{ Trials = 84 * $scale; Seed = $seed } }) {
        Reset-Sandbox $sandbox
        $random = [System.Random]::new($Seed)
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
        $stops = [System.Collections.Generic.List[object]]::new()
        foreach ($trial in 1..$Trials) {
            foreach ($fault in $Faults) { Add-SandboxFault $sandbox $fault }
            $stops.Add((Measure-StopAfter 'Invoke-RfaGraphQL "{ viewer { userName } }" -Session $session' $session $random.Next(60)))
            $null = Invoke-SandboxAdministration $sandbox DELETE faults
            Invoke-RfaGraphQL '{ viewer { userName } }' -Session $session -DataPath viewer.userName | Should -Be 'demo' -Because "stop number $trial"
        }
        ($stops.Milliseconds | Measure-Object -Maximum).Maximum | Should -BeLessThan 1000
        @($stops | Where-Object Stopped).Count | Should -BeGreaterThan 0
        Disconnect-RfaApi -Session $session
    }
}
