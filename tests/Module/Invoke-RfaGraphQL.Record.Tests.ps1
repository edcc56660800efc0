#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $operations = & "$PSScriptRoot/Records/Operations.ps1"
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1", "$PSScriptRoot/NewPowerShell.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0
    $document = '{ companies { items { name count score big status note tags address { postcode town } officers { name home { town } } } totalCount } }'
    $answer = @'
{"data":{"companies":{"items":[
{"name":"Alpha","count":3,"score":1.50,"big":123456789012345678901234567890,"status":"ACTIVE","note":null,"tags":["a","b","c"],"address":{"postcode":"AB1","town":"Ayr"},"officers":[{"name":"Ann","home":null},{"name":"Abe","home":null}]},
{"name":"Beta","count":2,"score":2.25,"big":2,"status":"ACTIVE","note":"x","tags":[],"address":{"postcode":"BC2","town":"Bath"},"officers":[{"name":"Bob","home":{"town":"Bude"}}]},
{"name":"Gamma","count":1,"score":3.75,"big":3,"status":"CLOSED","note":null,"tags":["c"],"address":{"postcode":"BD3","town":"Bury"},"officers":[]}
],"totalCount":3}}}
'@

    # The result as text, or the id of its error.
    function Get-ResultOf([scriptblock] $Run, [switch] $AsRecord) {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server $answer
        $data = Invoke-RfaGraphQL $document -AsRecord:$AsRecord
        $items = $data.companies.items
        $one = $items[0]
        try {
            $result = & ([scriptblock]::Create('param($data, $items, $one)' + $Run)) $data $items $one
            return @($result | ForEach-Object { if ($null -eq $_) { '<null>' } else { "$_" } }) -join "`n"
        }
        catch {
            return "error $($_.FullyQualifiedErrorId)"
        }
    }
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'Invoke-RfaGraphQL -AsRecord, beside custom objects' {
    It 'has at least 120 operations to compare' {
        (& "$PSScriptRoot/Records/Operations.ps1").Count | Should -BeGreaterOrEqual 120
    }

    It 'is the same: <Name>' -ForEach ($operations | Where-Object { -not $_.Differs }) {
        $expected = Get-ResultOf $Run
        Get-ResultOf $Run -AsRecord | Should -BeExactly $expected
    }

    It 'differs, and docs/output.md says how: <Name>' -ForEach ($operations | Where-Object Differs) {
        Get-ResultOf $Run -AsRecord | Should -Not -BeExactly (Get-ResultOf $Run)
        "$PSScriptRoot/../../docs/output.md" | Should -FileContentMatch ([regex]::Escape("**$Differs.**"))
    }
}

Describe 'Invoke-RfaGraphQL -AsRecord' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'outputs objects of one type for the same selection, in all calls' {
        1..2 | ForEach-Object { Add-ScriptedAnswer $server '{"data":{"a":{"x":1,"y":2},"b":{"x":3,"y":4},"c":{"y":1,"x":2}}}' }
        $first = Invoke-RfaGraphQL '{ a { x y } b { x y } c { y x } }' -AsRecord
        $second = Invoke-RfaGraphQL '{ a { x y } b { x y } c { y x } }' -AsRecord
        $first.a.GetType() | Should -Be $first.b.GetType()
        $first.a.GetType() | Should -Be $second.a.GetType()
        $first.a.GetType() | Should -Not -Be $first.c.GetType()
        $first.a | Should -BeOfType ([RfaAuth.Record])
        $first.a.GetType().IsPublic -and $first.a.GetType().IsSealed | Should -BeTrue
        $first.a.GetType().GetProperties().PropertyType | Select-Object -Unique | Should -Be ([object])
    }

    It 'outputs custom objects for <Why>' -ForEach @(
        @{ Why = 'a field of free JSON'; Document = '{ settings }'; Body = '{"data":{"settings":{"anything":1}}}'; Path = 'settings' }
        @{ Why = 'the name of a member of .NET'; Document = '{ a { toString } }'; Body = '{"data":{"a":{"toString":1}}}'; Path = 'a' }
        @{ Why = 'an empty object'; Document = '{ a { x } }'; Body = '{"data":{"a":{}}}'; Path = 'a' }
    ) {
        Add-ScriptedAnswer $server $Body
        $object = Invoke-RfaGraphQL $Document -AsRecord -DataPath $Path
        $object | Should -BeOfType ([Management.Automation.PSCustomObject])
    }

    It 'outputs an ordered dictionary for names that differ only by case' {
        Add-ScriptedAnswer $server '{"data":{"a":{"id":1,"ID":2}}}'
        $data = Invoke-RfaGraphQL '{ a { id ID: id } }' -AsRecord
        $data.a | Should -BeOfType ([Collections.Specialized.OrderedDictionary])
        $data.a['ID'] | Should -Be 2
    }

    It 'makes records inside objects that are no records' {
        Add-ScriptedAnswer $server '{"data":{"a":{"toString":{"x":1},"list":[[{"x":2}],[null]]}}}'
        $data = Invoke-RfaGraphQL '{ a { toString { x } list { x } } }' -AsRecord
        $data.a.toString.x | Should -Be 1
        $data.a.toString -is [pscustomobject] | Should -BeTrue
        $data.a.list[0][0] -is [pscustomobject] | Should -BeTrue
        $data.a.list[0].x | Should -Be 2
    }

    It 'works with -DataPath, -FullResponse, -All and in a batch' {
        Add-ScriptedAnswer $server $answer
        $items = Invoke-RfaGraphQL $document -AsRecord -DataPath companies.items
        $items.Count | Should -Be 3
        $items[1].officers.home.town | Should -Be 'Bude'
        Add-ScriptedAnswer $server $answer
        (Invoke-RfaGraphQL $document -AsRecord -FullResponse).Data.companies.items[0].name | Should -Be 'Alpha'
        Add-ScriptedAnswer $server '{"data":{"companies":{"items":[{"name":"a"},{"name":"b"}],"pageInfo":{"hasNextPage":false}}}}'
        $all = Invoke-RfaGraphQL 'query ($skip: Int, $take: Int) { companies(skip: $skip, take: $take) { items { name } pageInfo { hasNextPage } } }' -All -AsRecord
        $all[1] | Should -BeOfType ([RfaAuth.Record])
        $all.name | Should -Be 'a', 'b'
        1..2 | ForEach-Object { Add-ScriptedAnswer $server '{"data":{"a":{"x":1}}}' }
        $batch = 1..2 | ForEach-Object { [pscustomobject] @{ n = $_ } } | Invoke-RfaGraphQL 'query ($n: Int) { a(n: $n) { x } }' -AsRecord -ThrottleLimit 2
        $batch.a.x | Should -Be 1, 1
        $batch[0].a | Should -BeOfType ([RfaAuth.Record])
    }

    It 'is refused beside -AsHashtable and -Raw' {
        Get-ThrownError { Invoke-RfaGraphQL '{ a }' -AsRecord -AsHashtable } | Get-ErrorCode | Should -Be 'ParameterConflict'
        Get-ThrownError { Invoke-RfaGraphQL '{ a }' -AsRecord -Raw } | Get-ErrorCode | Should -Be 'ParameterConflict'
    }

    It 'can be the default of a session by $PSDefaultParameterValues' {
        Add-ScriptedAnswer $server '{"data":{"a":{"x":1}}}'
        $PSDefaultParameterValues = @{ 'Invoke-RfaGraphQL:AsRecord' = $true }
        (Invoke-RfaGraphQL '{ a { x } }').a | Should -BeOfType ([RfaAuth.Record])
    }

    It 'keeps each level through a job and CLIXML' {
        Add-ScriptedAnswer $server $answer
        $data = Invoke-RfaGraphQL $document -AsRecord
        $back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($data, 1))
        $back.companies.items[1].officers[0].home.town | Should -Be 'Bude'
        $back.companies.items[2].tags | Should -Be 'c'
    }

    It 'ends if a script makes a record contain itself' {
        Add-ScriptedAnswer $server '{"data":{"a":{"x":1}}}'
        $record = (Invoke-RfaGraphQL '{ a { x } }' -AsRecord).a
        $record.x = $record
        "$record" | Should -Match '^(\{"x":){10,}.*\u2026$'
    }

    It 'outputs custom objects in constrained language' {
        Add-ScriptedAnswer $server '{"data":{"a":{"x":1}}}'
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $runspace.Open()
        try {
            $shell = [powershell]::Create($runspace)
            $null = $shell.AddCommand('Import-Module').AddArgument((Get-ModuleManifestPath)).Invoke()
            $runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            $shell.Commands.Clear()
            $a = $shell.AddScript('param($Session) (Invoke-RfaGraphQL "{ a { x } }" -AsRecord -Session $Session).a').AddArgument((Get-RfaSession | Select-Object -First 1)).Invoke()
            $a[0].PSObject.BaseObject | Should -BeOfType ([Management.Automation.PSCustomObject])
            $a[0].x | Should -Be 1
        }
        finally {
            $runspace.Dispose()
        }
    }

    It 'makes no more than 256 types, and custom objects from then on' {
        $script = @"
            Import-Module '$PSScriptRoot/ScriptedServer.psm1', '$(Get-ModuleManifestPath)'
            `$server = Start-ScriptedServer
            Connect-RfaApi -Endpoint `$server.Endpoint -AccessToken (ConvertTo-SecureString x -AsPlainText -Force)
            `$names = 1..300 | ForEach-Object { "f`$_" }
            Add-ScriptedAnswer `$server ('{"data":{' + ((`$names | ForEach-Object { '"' + `$_ + '":{"x' + `$_ + '":1}' }) -join ',') + '}}')
            `$data = Invoke-RfaGraphQL ('{ ' + ((`$names | ForEach-Object { "`$_ { x`$_ }" }) -join ' ') + ' }') -AsRecord
            `$types = `$data.PSObject.Properties.Value | ForEach-Object { `$_.GetType().Name }
            "`$((`$types -like 'Record*').Count) records, `$((`$types -eq 'PSCustomObject').Count) custom objects, `$(`$data.f300.xf300)"
            Stop-ScriptedServer `$server
"@
        $file = New-Item "TestDrive:/types.ps1" -Value $script
        (Invoke-PowerShell -NoProfile -File $file.FullName) | Select-Object -Last 1 | Should -Be '256 records, 44 custom objects, 1'
    }
}
