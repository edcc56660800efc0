#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Needs.psm1"
    $namedPipe = Get-Need mkfifo
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
    $whoAmI = '{ viewer { userName } }'
    $list = 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { number } pageInfo { hasNextPage } } }'

    # Starts a script in a runspace of its own, waits until it is where the test wants it, stops it as Ctrl+C does, and
    # returns how long that took, in seconds. The script has the arguments as $session, $place and $extra.
    function Measure-Stop {
        param([scriptblock] $Script, [scriptblock] $Until, [object[]] $Arguments)
        $powershell = [powershell]::Create()
        try {
            $null = $powershell.AddScript("param(`$session, `$place, `$extra) Import-Module '$(Get-ModuleManifestPath)'; $Script")
            foreach ($argument in $Arguments) { $null = $powershell.AddArgument($argument) }
            $null = $powershell.BeginInvoke()
            Wait-Until $Until
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $powershell.Stop()
            $watch.Stop()
            $powershell.InvocationStateInfo.State | Should -Be 'Stopped'
            $powershell.Streams.Error | Should -BeNullOrEmpty
            $watch.Elapsed.TotalSeconds
        }
        finally { $powershell.Dispose() }
    }
}

AfterAll { Stop-Sandbox $sandbox }

Describe 'Ctrl+C' {
    BeforeEach {
        Reset-Sandbox $sandbox
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
    }

    AfterEach { Get-RfaSession | Disconnect-RfaApi }

    It 'returns within a second in <Phase>, and the next call works' -ForEach @(
        @{ Phase = 'a request'; Fault = 'hang:1@query'; Kind = 'Query' }
        @{ Phase = 'an answer that is late'; Fault = 'hang-after:1@query'; Kind = 'Query' }
        @{ Phase = 'a back-off'; Fault = 'retry-after=30@query', 'status=503,none@query'; Kind = 'Query' }
        @{ Phase = 'a refresh'; Fault = 'unauthorized:1', 'hang:1@refresh'; Kind = 'Refresh' }
    ) {
        Add-SandboxFault $sandbox $Fault
        $seconds = Measure-Stop { Invoke-RfaGraphQL '{ viewer { userName } }' -Session $session } { Get-SandboxRequestCount $sandbox $Kind } $session
        $seconds | Should -BeLessThan 1
        if ($Kind -eq 'Refresh') {
            # The refresh goes on for others; it ends when its server does.
            Disconnect-RfaApi
            $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
        }
        $null = Invoke-SandboxAdministration $sandbox DELETE faults
        Invoke-RfaGraphQL $whoAmI -Session $session -DataPath viewer.userName | Should -Be 'demo'
    }

    It 'returns within a second in a body, and the next call works' {
        $server = Start-ScriptedServer
        try {
            $scripted = Connect-RfaApi -Endpoint $server.Endpoint -Credential (Get-SandboxCredential) -PassThru
            Add-ScriptedAnswer $server -HangInBody
            $seconds = Measure-Stop { Invoke-RfaGraphQL '{ ping }' -Session $session } { @(Get-ScriptedRequest $server -Calls).Count } $scripted
            $seconds | Should -BeLessThan 1
            (Invoke-RfaGraphQL '{ ping }' -Session $scripted).ping | Should -Be 'pong'
        }
        finally { Stop-ScriptedServer $server }
    }

    It 'returns within a second although the work cannot be cancelled' @namedPipe {
        # A named pipe without a writer: the operating system does not come back from opening it.
        $pipe = "$((Get-Item $TestDrive).FullName)/pipe.graphql"
        & mkfifo $pipe
        $marker = [System.Collections.Concurrent.ConcurrentQueue[int]]::new()
        try {
            $seconds = Measure-Stop { $extra.Enqueue(1); Invoke-RfaGraphQL -LiteralPath $place -Session $session } { $marker.Count } $session, $pipe, $marker
            $seconds | Should -BeLessThan 1
        }
        finally { [System.IO.File]::Open($pipe, 'Open', 'ReadWrite', 'ReadWrite').Dispose() }
    }

    It 'returns within a second in a sign-in, which leaves no session' {
        Reset-Sandbox $sandbox
        Add-SandboxFault $sandbox 'hang:1@sign-in'
        $seconds = Measure-Stop { Connect-RfaApi -Endpoint $place -Credential $extra } { Get-SandboxRequestCount $sandbox SignIn } $null, $sandbox.Rfa, (Get-SandboxCredential)
        $seconds | Should -BeLessThan 1
    }

    It 'returns within a second in a list, at <Phase>, and the next call works' -ForEach @(
        @{ Phase = 'its first page'; Fault = 'hang:1@query' }
        @{ Phase = 'a page in the middle'; Fault = 'hang:1@query,from=3' }
        @{ Phase = 'a refresh in the middle'; Fault = 'unauthorized:1@query,from=3', 'hang:1@refresh' }
    ) {
        Set-SandboxOption $sandbox @{ listSize = 100 }
        Add-SandboxFault $sandbox $Fault
        $hung = if ($Fault -match 'refresh') { { Get-SandboxRequestCount $sandbox Refresh } } elseif ($Fault -match 'from') { { (Get-SandboxRequestCount $sandbox Query) -eq 3 } } else { { Get-SandboxRequestCount $sandbox Query } }
        $seconds = Measure-Stop { Invoke-RfaGraphQL $place -All -PageSize 10 -Session $session } $hung $session, $list
        $seconds | Should -BeLessThan 1
        if ($Fault -match 'refresh') {
            Disconnect-RfaApi
            $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
        }
        $null = Invoke-SandboxAdministration $sandbox DELETE faults
        (Invoke-RfaGraphQL $list -All -PageSize 10 -Session $session).number | Should -Be (0..99)
    }

    It 'lists a mutation that was running' {
        Add-SandboxFault $sandbox 'hang-after:1@mutation'
        $seconds = Measure-Stop { Invoke-RfaGraphQL 'mutation Note { updateAccountNote(note: "n") { note } }' -Session $session } { @((Get-SandboxLedger $sandbox).mutations).Count } $session
        $seconds | Should -BeLessThan 1
        $session.LastInterrupted.Operation | Should -Be 'Note'
    }

    It 'lists a mutation whose answer was not output yet' {
        # The answer's verbose message holds the pipeline thread, and the stop comes before the output has its turn.
        $held = [System.Threading.ManualResetEventSlim]::new()
        $answered = [System.Collections.Concurrent.ConcurrentQueue[int]]::new()
        $powershell = [powershell]::Create()
        try {
            $null = $powershell.AddScript(@"
                param(`$session, `$answered, `$held)
                Import-Module '$(Get-ModuleManifestPath)'
                Invoke-RfaGraphQL 'mutation Late { updateAccountNote(note: "n") { note } }' -Session `$session -Verbose 4>&1 | ForEach-Object {
                    if ("`$_" -match 'HTTP 200') { `$answered.Enqueue(1); `$held.Wait() }
                }
"@).AddArgument($session).AddArgument($answered).AddArgument($held)
            $running = $powershell.BeginInvoke()
            Wait-Until { $answered.Count }
            $stopping = $powershell.BeginStop($null, $null)
            Wait-Until { $powershell.InvocationStateInfo.State -ne 'Running' }
            $held.Set()
            $powershell.EndStop($stopping)
        }
        finally {
            $held.Set()
            $powershell.Dispose()
        }
        @((Get-SandboxLedger $sandbox).mutations).Count | Should -Be 1
        Wait-Until { $session.LastInterrupted }
        $session.LastInterrupted.Operation | Should -Be 'Late'
    }
}

Describe 'Select-Object -First' {
    BeforeEach { Reset-Sandbox $sandbox }

    It 'stops the cmdlet, and the next call works' {
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential)
        Invoke-RfaGraphQL '{ companies(take: 50) { items { company_number } } }' -DataPath companies.items | Select-Object -First 1 | Should -HaveCount 1
        Invoke-RfaGraphQL $whoAmI -DataPath viewer.userName | Should -Be 'demo'
        Disconnect-RfaApi
    }

    It 'ends a list while its next page hangs, within a second, and the next call works' {
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential)
        Set-SandboxOption $sandbox @{ listSize = 100 }
        Add-SandboxFault $sandbox 'hang:1@query,from=2'
        $before = $global:Error.Count
        # The first item is taken once the next page is known to be under way.
        $watch = [System.Diagnostics.Stopwatch]::new()
        $taken = Invoke-RfaGraphQL $list -All -PageSize 10 |
            ForEach-Object { Wait-Until { (Get-SandboxRequestCount $sandbox Query) -eq 2 }; $watch.Start(); $_ } | Select-Object -First 1
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 1
        $taken.number | Should -Be 0
        $global:Error.Count | Should -Be $before
        (Invoke-RfaGraphQL $list -All -PageSize 10).number | Should -Be (0..99)
        Disconnect-RfaApi
    }

    It 'ends a body that is still being read, and leaves no error' {
        # The data comes first, then the errors of the same answer: the body waits to write them when the pipeline has enough.
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential)
        $before = $global:Error.Count
        $data = Invoke-RfaGraphQL '{ viewer { userName } adminReport }' | Select-Object -First 1
        $data.viewer.userName | Should -Be 'demo'
        $global:Error.Count | Should -Be $before
        Disconnect-RfaApi
    }
}

Describe 'The streams of a call' {
    It 'are written during the call' {
        Reset-Sandbox $sandbox
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
        Add-SandboxFault $sandbox 'unauthorized:1', 'hang:1@refresh'
        $powershell = [powershell]::Create()
        try {
            $null = $powershell.AddScript("param(`$session) Import-Module '$(Get-ModuleManifestPath)'; Invoke-RfaGraphQL '$whoAmI' -Session `$session -Verbose").AddArgument($session)
            $running = $powershell.BeginInvoke()
            Wait-Until { $powershell.Streams.Verbose | Where-Object Message -Match 'refused the token' }
            $running.IsCompleted | Should -BeFalse
            $powershell.Stop()
        }
        finally {
            $powershell.Dispose()
            Disconnect-RfaApi
        }
    }

    It 'follow -WarningAction Stop' {
        $arguments = @{ Endpoint = $sandbox.Rfa; Credential = Get-SandboxCredential; SkipCertificateCheck = $true }
        (Get-ThrownError { Connect-RfaApi @arguments -WarningAction Stop }).FullyQualifiedErrorId | Should -Match '^ActionPreferenceStop'
        Get-RfaSession | Should -BeNullOrEmpty
    }
}
