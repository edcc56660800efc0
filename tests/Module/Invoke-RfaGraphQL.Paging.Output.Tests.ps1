#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
}

Describe 'The items of a list' {
    BeforeAll {
        $server = Start-ScriptedServer
        Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0
        $query = 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items pageInfo { hasNextPage } } }'

        function Add-Page([string] $Items, [switch] $More, [string] $Errors) {
            Add-ScriptedAnswer $server ('{"data":{"entries":{"items":[' + $Items + '],"pageInfo":{"hasNextPage":' + "$More".ToLowerInvariant() + '}}}' + $Errors + '}')
        }
    }

    AfterAll {
        Disconnect-RfaApi
        Stop-ScriptedServer $server
    }

    BeforeEach { Clear-ScriptedServer $server }

    It 'are as exact as the data of a call' {
        Add-Page '{"n":9223372036854775808,"m":0.10,"when":"2025-02-03T00:00:00Z"}' -More
        Add-Page '{"n":-9223372036854775809,"m":1234567890.123456789012345678,"when":"/Date(1)/"}'
        $items = Invoke-RfaGraphQL $query -All
        $items.n | Should -Be ([bigint]::Parse('9223372036854775808')), ([bigint]::Parse('-9223372036854775809'))
        $items.m.ForEach{ $_.ToString([cultureinfo]::InvariantCulture) } | Should -Be '0.10', '1234567890.123456789012345678'
        $items.when | Should -Be '2025-02-03T00:00:00Z', '/Date(1)/'
    }

    It 'lose no member if <Why>' -ForEach @(
        @{ Why = 'two names differ by case alone'; Json = '{"id":1,"ID":2}'; Names = 'id', 'ID' }
        @{ Why = 'a name is empty'; Json = '{"":1,"b":2}'; Names = '', 'b' }
        @{ Why = 'a name is psbase'; Json = '{"psbase":1,"b":2}'; Names = 'psbase', 'b' }
    ) {
        Add-Page $Json
        $item = Invoke-RfaGraphQL $query -All
        , $item | Should -BeOfType [System.Collections.Specialized.OrderedDictionary]
        @($item.Keys) | Should -BeExactly $Names
        @($item.Values) | Should -Be 1, 2
    }

    It 'have members with the names of common members: <_>' -ForEach 'Count', 'Length', 'ToString' {
        Add-Page ('{"' + $_ + '":"x"}')
        (Invoke-RfaGraphQL $query -All).$_ | Should -Be 'x'
    }

    It 'can be null, text, lists and objects, and each is one item' {
        Add-Page '1,null,"x"' -More
        Add-Page '[1,2],{"a":[{"b":1}]}'
        $seen = [System.Collections.Generic.List[object]]::new()
        Invoke-RfaGraphQL $query -All | ForEach-Object { $seen.Add($_) }
        $seen.Count | Should -Be 5
        $seen[1] | Should -BeNullOrEmpty
        , $seen[3] | Should -BeOfType [object[]]
        $seen[4].a[0].b | Should -Be 1
    }

    It 'are the edges if no node is selected' {
        $languages = 'query List($endCursor: String) { languages(first: 2, after: $endCursor) { edges { size } pageInfo { hasNextPage endCursor } } }'
        Add-ScriptedAnswer $server '{"data":{"languages":{"edges":[{"size":1},{"size":2}],"pageInfo":{"hasNextPage":true,"endCursor":"a"}}}}'
        Add-ScriptedAnswer $server '{"data":{"languages":{"edges":[{"size":3}],"pageInfo":{"hasNextPage":false,"endCursor":"b"}}}}'
        (Invoke-RfaGraphQL $languages -All).size | Should -Be 1, 2, 3
    }

    It 'end in TooDeep for a page that is too deep, which says where to go on' {
        Add-Page '1,2' -More
        Add-Page ('[' * 5000 + ']' * 5000)
        $thrown = Get-ThrownError { Invoke-RfaGraphQL $query -All }
        $thrown | Get-ErrorCode | Should -Be TooDeep
        $thrown.Exception.Resume.Skip | Should -Be 2
    }

    It 'have no text that controls the terminal' {
        $mess = 'a\u001b]0;owned\u0007b\u009b2Jc\rd'
        $relay = 'query List($after: String) { l(after: $after) { nodes pageInfo { hasNextPage endCursor } } }'
        Add-ScriptedAnswer $server ('{"data":{"l":{"nodes":[1],"pageInfo":{"hasNextPage":true,"endCursor":"' + $mess + '"}}}}')
        Add-ScriptedAnswer $server ('{"data":{"l":null},"errors":[{"message":"' + $mess + '"}]}')
        $thrown = Get-ThrownError { Invoke-RfaGraphQL $relay -All }
        # The cursor itself is to be had as it was.
        $thrown.Exception.Resume.After | Should -BeExactly "a$([char] 27)]0;owned$([char] 7)b$([char] 0x9b)2Jc`rd"
        foreach ($text in "$thrown", ($thrown | Out-String), $thrown.ErrorDetails.Message, $thrown.ErrorDetails.RecommendedAction) {
            $text | Should -Match 'owned'
            # PowerShell's own colours aside.
            ($text -replace '\x1b\[[0-9;]*m' -replace '\r\n') | Should -Not -Match '[\x00-\x08\x0b-\x1f\x7f-\x9f]'
        }
    }

    It 'follow -ErrorAction for the errors of a page: <Action>' -ForEach @(
        @{ Action = 'Continue'; Count = 3; Shown = 1; Kept = 1 }
        @{ Action = 'SilentlyContinue'; Count = 3; Shown = 0; Kept = 1 }
        @{ Action = 'Ignore'; Count = 3; Shown = 0; Kept = 0 }
        @{ Action = 'Stop'; Count = 2; Shown = 0; Kept = 1 }
    ) {
        Add-Page '1,2' -More ',"errors":[{"message":"half"}]'
        Add-Page '3'
        # It keeps so many errors and no more.
        $global:Error.Clear()
        $seen = [System.Collections.Generic.List[object]]::new()
        try { Invoke-RfaGraphQL $query -All -ErrorAction $Action 2>&1 | ForEach-Object { $seen.Add($_) } } catch { "$_" | Should -Match 'half' }
        @($seen | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }).Count | Should -Be $Count
        @($seen | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).Count | Should -Be $Shown
        $global:Error.Count | Should -BeGreaterOrEqual $Kept
        if ($Action -eq 'Ignore') { $global:Error.Count | Should -Be 0 }
    }

    It 'have errors beside them that say where to go on' {
        Add-Page '1' -More
        Add-Page '2' -More ',"errors":[{"message":"half"}]'
        $thrown = Get-ThrownError { Invoke-RfaGraphQL $query -All -PageSize 1 -First 9 -ErrorAction Stop }
        $thrown.Exception.Message | Should -BeExactly 'half'
        "$($thrown.Exception.Resume)" | Should -BeExactly '-Skip 2 -First 7'
        $thrown.Exception.Resume.ItemCount | Should -Be 2
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike '*Where it ends the list, as under -ErrorAction Stop, run it again with -Skip 2 -First 7.'
    }

    It 'have an error on the last page that says nothing about going on' {
        Add-Page '1' -Errors ',"errors":[{"message":"last"}]'
        $null = Invoke-RfaGraphQL $query -All -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].Exception.Message | Should -BeExactly 'last'
        $errors[0].Exception.Resume | Should -BeNullOrEmpty
    }

    It 'are the objects of the call in the answer of an error too: <Why>' -ForEach @(
        @{ Why = 'custom objects'; More = @{}; Type = [System.Management.Automation.PSCustomObject] }
        @{ Why = 'dictionaries'; More = @{ AsHashtable = $true }; Type = [System.Collections.Specialized.OrderedDictionary] }
        @{ Why = 'records'; More = @{ AsRecord = $true }; Type = [System.Management.Automation.PSCustomObject] }
    ) {
        Add-Page '{"a":{"b":1}},{"a":null}' -More -Errors ',"errors":[{"message":"lost","path":["entries","items",1,"a"]}]'
        Add-Page '{"a":{"b":2}}'
        $null = Invoke-RfaGraphQL $query -All @More -ErrorVariable beside -ErrorAction SilentlyContinue
        Add-Page '{"a":{"b":1}}'
        $missing = Get-ThrownError { Invoke-RfaGraphQL $query -All -DataPath entries.items.nope @More }
        Add-ScriptedAnswer $server '{"data":{"entries":null,"other":[{"a":{"b":1}}]},"errors":[{"message":"gone","path":["entries"]}]}'
        $gone = Get-ThrownError { Invoke-RfaGraphQL $query -All @More }
        $items = @(@($beside)[0].Exception.Response.Data.entries.items[0], $missing.Exception.Response.Data.entries.items[0], $gone.Exception.Response.Data.other[0])
        $items.Count | Should -Be 3
        foreach ($item in $items) {
            , $item | Should -BeOfType $Type
            $item.a.b | Should -Be 1
        }
    }

    It 'have an error in a full sentence although the message of the service is none' {
        Add-Page '1' -More
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"no more"}]}'
        (Get-ThrownError { Invoke-RfaGraphQL $query -All }).Exception.Message |
            Should -BeExactly 'no more. 1 item was output before; to go on from there: -Skip 1.'
    }
}

Describe 'The progress of a list' {
    BeforeAll {
        $sandbox = Start-Sandbox '--option', 'listSize=60'
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -MaximumRetryCount 0 -PassThru
        $query = 'query List($skip: Int, $take: Int, $note: String) { entries(skip: $skip, take: $take) { items { number } pageInfo { hasNextPage } totalCount } note: companies(where: { company_name: { eq: $note } }) { totalCount } }'
    }

    AfterAll {
        Disconnect-RfaApi -Session $session
        Stop-Sandbox $sandbox
    }

    BeforeEach {
        Reset-Sandbox $sandbox
        Set-SandboxOption $sandbox @{ listSize = 60 }
    }

    It 'has numbers and names only, and is removed at the end: <Why>' -ForEach @(
        @{ Why = 'a list'; Script = 'Invoke-RfaGraphQL $extra @{ note = "Canary" } -All -PageSize 10 -Session $session'; Faults = 'delay=300@query'; Ids = @(2) }
        @{ Why = 'a list that fails'; Script = 'Invoke-RfaGraphQL $extra @{ note = "Canary" } -All -PageSize 10 -Session $session'; Faults = 'delay=300@query', 'status=500,none@query,from=6'; Ids = @(2) }
        @{ Why = 'lists of a batch'; Script = '"Canary", "Canary" | Invoke-RfaGraphQL $extra -All -PageSize 10 -Session $session'; Faults = 'delay=300@query'; Ids = @(1, 2) }
    ) {
        Add-SandboxFault $sandbox $Faults
        $powershell = New-Script $Script $session, $query
        try {
            try { $null = $powershell.Invoke() } catch { "$_" | Should -Match '500' }
            $records = @($powershell.Streams.Progress)
            @($records.ActivityId | Sort-Object -Unique) | Should -Be $Ids
            $records.Activity | Select-Object -Unique | Should -Be 'Invoke-RfaGraphQL: List'
            foreach ($id in $Ids) {
                $own = @($records | Where-Object ActivityId -EQ $id)
                $own.Count | Should -BeGreaterThan 1
                $own[-1].RecordType | Should -Be 'Completed'
                $own | Where-Object RecordType -EQ 'Processing' | ForEach-Object StatusDescription |
                    Should -Match @{ 1 = '^\d+ done, \d+ in flight, 0 with errors$'; 2 = '^\d+ of 60 items, [\d.]+ a second$' }[$id]
                ($own.PercentComplete | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 100
            }
            "$($records | Format-List * | Out-String)" | Should -Not -Match 'Canary'
        }
        finally { $powershell.Dispose() }
    }
}

Describe 'A list of 100,000 items' {
    It 'is output in flat memory' {
        $sandbox = Start-Sandbox '--option', 'listSize=100000'
        try {
            $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
            $seen = @{ Count = 0 }
            $heap = @{}
            Invoke-RfaGraphQL 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { id number } pageInfo { hasNextPage } } }' -All -PageSize 2000 -Session $session |
                & { process {
                    if ($_.number -ne $seen['Count']) { throw "Item $($_.number) came at $($seen['Count'])." }
                    if (++$seen['Count'] -in 10000, 100000) { $heap[$seen['Count']] = [GC]::GetTotalMemory($true) }
                } }
            $seen['Count'] | Should -Be 100000
            $heap.Keys.Count | Should -Be 2
            # 90,000 items that were kept would be some 30 MB.
            ($heap[100000] - $heap[10000]) / 1MB | Should -BeLessThan 10
        }
        finally {
            Disconnect-RfaApi -Session $session
            Stop-Sandbox $sandbox
        }
    }
}
