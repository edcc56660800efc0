#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Needs.psm1"
    $parallel, $threadJob = (Get-Need Parallel), (Get-Need ThreadJob)
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $manifest = Get-ModuleManifestPath
    $sandbox = Start-Sandbox
    $whoAmI = '{ viewer { userName } }'

    # Runs a script in a runspace of its own, in this process, and returns what it outputs; errors as their code.
    function Invoke-InRunspace {
        param([System.Management.Automation.Runspaces.Runspace] $Runspace, [string] $Script, [hashtable] $Variable = @{})
        $powershell = [powershell]::Create()
        try {
            $powershell.Runspace = $Runspace
            foreach ($name in $Variable.Keys) { $Runspace.SessionStateProxy.SetVariable($name, $Variable[$name]) }
            $null = $powershell.AddScript("Import-Module '$manifest'; try { $Script } catch { (`$_.FullyQualifiedErrorId -split ',')[0]; `"`$_`" }")
            $powershell.Invoke()
        }
        finally { $powershell.Dispose() }
    }

    function New-Runspace {
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $runspace
    }
}

AfterAll { Stop-Sandbox $sandbox }

Describe 'A session in a runspace' {
    BeforeEach {
        Reset-Sandbox $sandbox
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -PassThru
        $other = New-Runspace
    }

    AfterEach {
        Get-RfaSession | Disconnect-RfaApi
        $other.Dispose()
    }

    It 'is not visible in another runspace, which has its own default' {
        Invoke-InRunspace $other 'Get-RfaSession' | Should -BeNullOrEmpty
        $theirs = Invoke-InRunspace $other "Connect-RfaApi -Endpoint $($sandbox.Rfa) -Credential `$c; Invoke-RfaGraphQL '$whoAmI' -DataPath viewer.userName" @{ c = Get-SandboxCredential user2 }
        $theirs | Should -Be 'user2'
        Invoke-RfaGraphQL $whoAmI -DataPath viewer.userName | Should -Be 'user1'
    }

    It 'can be used in another runspace with -Session, and the error without it says so' {
        $output = Invoke-InRunspace $other "Invoke-RfaGraphQL '$whoAmI'"
        $output[0] | Should -Be 'SessionRequired'
        $output[1] | Should -Match ([regex]::Escape('-Session $using:session'))
        Invoke-InRunspace $other "Invoke-RfaGraphQL '$whoAmI' -Session `$s -DataPath viewer.userName" @{ s = $session } | Should -Be 'user1'
    }

    It 'is not mentioned in the error if there is none in any runspace' {
        Disconnect-RfaApi
        $record = Get-ThrownError { Invoke-RfaGraphQL $whoAmI }
        $record | Get-ErrorCode | Should -Be 'SessionRequired'
        $record.CategoryInfo.Category | Should -Be 'ConnectionError'
        "$record" | Should -Not -Match 'using'
    }

    It 'ends with <Why>, and no other session does' -ForEach @{ Why = 'its runspace'; Then = '' }, @{ Why = 'Remove-Module in its runspace'; Then = '; Remove-Module RfaAuth' } {
        $theirs = Invoke-InRunspace $other "Connect-RfaApi -Endpoint $($sandbox.Rfa) -Credential `$c -PassThru$Then" @{ c = Get-SandboxCredential user2 }
        if (-not $Then) {
            $theirs.State | Should -Be 'Connected'
            $other.Close()
        }
        $theirs.State | Should -Be 'Disconnected'
        $session.State | Should -Be 'Connected'
    }

    It 'works again after Import-Module -Force' {
        $output = Invoke-InRunspace $other "Import-Module '$manifest' -Force; Connect-RfaApi -Endpoint $($sandbox.Rfa) -Credential `$c; Invoke-RfaGraphQL '$whoAmI' -DataPath viewer.userName" @{ c = Get-SandboxCredential user2 }
        $output | Should -Be 'user2'
    }

    It 'does not keep a runspace alive' {
        function New-Forgotten {
            $runspace = New-Runspace
            $null = Invoke-InRunspace $runspace "Connect-RfaApi -Endpoint $($sandbox.Rfa) -Credential `$c" @{ c = Get-SandboxCredential user2 }
            $runspace.Dispose()
            [System.WeakReference]::new($runspace)
        }
        $reference = New-Forgotten
        Wait-Until {
            [GC]::Collect()
            [GC]::WaitForPendingFinalizers()
            -not $reference.IsAlive
        }
    }
}

Describe 'ForEach-Object -Parallel' @parallel {
    BeforeEach { Reset-Sandbox $sandbox }

    AfterEach { Get-RfaSession | Disconnect-RfaApi }

    It 'shares one session through $using:' {
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -PassThru
        Revoke-SandboxToken $sandbox access
        $names = 1..128 | ForEach-Object -ThrottleLimit 64 -Parallel {
            Import-Module $using:manifest
            Invoke-RfaGraphQL $using:whoAmI -Session $using:session -DataPath viewer.userName
        }
        $names.Count | Should -Be 128
        $names | Sort-Object -Unique | Should -Be 'user1'
        Get-SandboxRequestCount $sandbox Refresh | Should -Be 1
    }

    It 'says what to do without -Session' {
        $null = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -PassThru
        $messages = 1..2 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            try { Invoke-RfaGraphQL $using:whoAmI } catch { "$_" }
        }
        $messages | Should -HaveCount 2
        $messages | Should -Match ([regex]::Escape('-Session $using:session'))
    }

    It 'shares eight sessions among 64 runspaces without mixing users' {
        $sessions = 1..8 | ForEach-Object { Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential "user$_") -PassThru }
        $wrong = 1..64 | ForEach-Object -ThrottleLimit 64 -Parallel {
            Import-Module $using:manifest
            $user = $_ % 8
            foreach ($call in 1..10) {
                $seen = Invoke-RfaGraphQL $using:whoAmI -Session ($using:sessions)[$user] -DataPath viewer.userName
                if ($seen -ne "user$($user + 1)") { "$seen in place of user$($user + 1)" }
            }
        }
        $wrong | Should -BeNullOrEmpty
        # The service's own view of each token: whose it was.
        $users = (Get-SandboxLedger $sandbox).requests | Where-Object kind -eq 'Query' | Group-Object user
        $users.Name | Sort-Object | Should -Be (1..8 | ForEach-Object { "user$_" })
        $users | ForEach-Object { $_.Count } | Should -Be (@(80) * 8)
    }

    It 'does not mix eight users in reused runspaces' {
        $wrong = 1..24 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            Import-Module "$using:PSScriptRoot/Sandbox.psm1"
            $user = "user$(1 + $_ % 8)"
            $mine = Connect-RfaApi -Endpoint ($using:sandbox).Rfa -Credential (Get-SandboxCredential $user) -PassThru
            $seen = Invoke-RfaGraphQL $using:whoAmI -Session $mine -DataPath viewer.userName
            if ($seen -ne $user) { "$seen in place of $user" }
            Disconnect-RfaApi -Session $mine
        }
        $wrong | Should -BeNullOrEmpty
    }
}

Describe 'A session that leaves its process' {
    BeforeAll {
        Reset-Sandbox $sandbox
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -PassThru
    }

    AfterAll { Disconnect-RfaApi }

    It 'cannot be used in a job, and the error says so' {
        $job = Start-Job -ArgumentList $manifest, $session {
            param($manifest, $session)
            $ErrorActionPreference = 'Stop'
            Import-Module $manifest
            foreach ($command in { Invoke-RfaGraphQL '{ a }' -Session $session }, { Get-RfaAccessToken -Session $session }, { Update-RfaToken -Session $session }, { $session | Disconnect-RfaApi }, { Get-RfaSession -Session $session }, { Connect-RfaApi -Session $session }) {
                try { & $command } catch { $_.FullyQualifiedErrorId }
            }
        }
        $ids = $job | Receive-Job -Wait -AutoRemoveJob
        $ids | Should -HaveCount 6
        $ids | Should -Match '^SessionNotTransferable,RfaAuth\.Commands\.'
    }

    It 'cannot be used after Export-Clixml, and its members can be read' {
        $session | Export-Clixml "$TestDrive/session.xml"
        $copy = Import-Clixml "$TestDrive/session.xml"
        $copy.UserName | Should -Be 'user1'
        $record = Get-ThrownError { Invoke-RfaGraphQL $whoAmI -Session $copy }
        $record | Get-ErrorCode | Should -Be 'SessionNotTransferable'
        $record.CategoryInfo.Category | Should -Be 'InvalidType'
        $record.ErrorDetails.RecommendedAction | Should -Match 'to the job or the remote session'
    }

    It 'works in a thread job' @threadJob {
        $job = Start-ThreadJob -ArgumentList $manifest, $session, $whoAmI {
            param($manifest, $session, $query)
            $ErrorActionPreference = 'Stop'
            Import-Module $manifest
            Invoke-RfaGraphQL $query -Session $session -DataPath viewer.userName
        }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 'user1'
    }

    It 'is refused if it is <Why>' -ForEach @(
        @{ Why = 'of another kind'; Value = 42; Code = 'SessionNotTransferable' }
        @{ Why = 'the name of none'; Value = 'none'; Code = 'SessionNotFound' }
    ) {
        Get-ThrownError { Invoke-RfaGraphQL $whoAmI -Session $Value } | Get-ErrorCode | Should -Be $Code
    }

    It 'is refused if it is null, and the default is not used' {
        (Get-ThrownError { Invoke-RfaGraphQL $whoAmI -Session $null }).FullyQualifiedErrorId | Should -Match '^ParameterArgumentValidationError'
    }

    It 'is refused if it is of another version of the module' {
        $output = Invoke-NewProcess @'
Add-Type -TypeDefinition 'namespace RfaAuth { public class RfaSession { } }' -OutputAssembly "$([IO.Path]::GetTempPath())/OtherRfaAuth$PID.dll"
$other = [System.Reflection.Assembly]::LoadFile("$([IO.Path]::GetTempPath())/OtherRfaAuth$PID.dll").GetType('RfaAuth.RfaSession')
try { Get-RfaAccessToken -Session ([Activator]::CreateInstance($other)) } catch { $_.FullyQualifiedErrorId; "$_" }
Remove-Item "$([IO.Path]::GetTempPath())/OtherRfaAuth$PID.dll" -ErrorAction SilentlyContinue
'@
        $output | Should -Match '^SessionNotTransferable'
        $output | Should -Match 'belongs to version 0\.0\.0\.0'
    }
}
